import { z } from 'zod';
import { actionId, confirm, conversationFilter, focusOnLoad, option, optionGroup, placeholder } from './composition.ts';

/** Select menus, for one choice and for several, with their five sources of options. */

const common = { action_id: actionId, placeholder, confirm, focus_on_load: focusOnLoad };
const several = { max_selected_items: z.number().int().min(1).optional() };
const ids = z.array(z.string().min(1)).optional();
const responseUrl = { response_url_enabled: z.boolean().optional() };

const options = {
  options: z.array(option).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};
const conversations = { default_to_current_conversation: z.boolean().optional(), filter: conversationFilter };
const external = { min_query_length: z.number().int().min(0).optional() };

type Option = z.output<typeof option>;
interface Choices {
  options?: Option[] | undefined;
  option_groups?: { options: Option[] }[] | undefined;
}

const oneSource = (select: Choices) => (select.options === undefined) !== (select.option_groups === undefined);
const eitherSource = 'must define either `options` or `option_groups`, and not both';

/** Whether what is chosen at the start is among what can be chosen, to the letter. */
export function offers(offered: readonly unknown[], chosen: readonly unknown[] | undefined): boolean {
  const known = new Set(offered.map((one) => JSON.stringify(one)));
  return (chosen ?? []).every((one) => known.has(JSON.stringify(one)));
}
export const notOffered = 'must exactly match one of the provided options';

const offered = (select: Choices) => [
  ...(select.options ?? []),
  ...(select.option_groups ?? []).flatMap((group) => group.options),
];

const staticSelect = z
  .strictObject({ type: z.literal('static_select'), ...common, ...options, initial_option: option.optional() })
  .refine(oneSource, eitherSource)
  .refine((select) => offers(offered(select), select.initial_option && [select.initial_option]), {
    message: notOffered,
    path: ['initial_option'],
  });

const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...common,
    ...several,
    ...options,
    initial_options: z.array(option).min(1).optional(),
  })
  .refine(oneSource, eitherSource)
  .refine((select) => offers(offered(select), select.initial_options), {
    message: notOffered,
    path: ['initial_options'],
  });

const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  ...common,
  ...external,
  initial_option: option.optional(),
});

const multiExternalSelect = z.strictObject({
  type: z.literal('multi_external_select'),
  ...common,
  ...several,
  ...external,
  initial_options: z.array(option).min(1).optional(),
});

const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  ...common,
  initial_user: z.string().min(1).optional(),
});

const multiUsersSelect = z.strictObject({
  type: z.literal('multi_users_select'),
  ...common,
  ...several,
  initial_users: ids,
});

const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...common,
  ...conversations,
  ...responseUrl,
  initial_conversation: z.string().min(1).optional(),
});

const multiConversationsSelect = z.strictObject({
  type: z.literal('multi_conversations_select'),
  ...common,
  ...several,
  ...conversations,
  initial_conversations: ids,
});

const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  ...common,
  ...responseUrl,
  initial_channel: z.string().min(1).optional(),
});

const multiChannelsSelect = z.strictObject({
  type: z.literal('multi_channels_select'),
  ...common,
  ...several,
  initial_channels: ids,
});

export const selects = [
  staticSelect,
  externalSelect,
  usersSelect,
  conversationsSelect,
  channelsSelect,
  multiStaticSelect,
  multiExternalSelect,
  multiUsersSelect,
  multiConversationsSelect,
  multiChannelsSelect,
] as const;
