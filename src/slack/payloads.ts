import { z } from 'zod';

/** The parts of Slack's payloads that the bot reads. What else they hold is left alone. */

const person = z.object({ id: z.string(), team_id: z.string().optional() });
const team = z.object({ id: z.string() }).nullish();

export const commandPayload = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: z.string(),
  user_id: z.string(),
  channel_id: z.string().default(''),
  trigger_id: z.string(),
});

const viewPart = z.object({
  id: z.string(),
  type: z.enum(['modal', 'home']),
  hash: z.string().optional(),
  private_metadata: z.string().default(''),
});

export const actionPayload = z.object({
  user: person,
  team,
  trigger_id: z.string(),
  response_url: z.string().optional(),
  view: viewPart.optional(),
  message: z.object({ ts: z.string() }).nullish(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        value: z.string().optional(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});

/** An input's value, whatever its kind; '' where nothing was typed, undefined where nothing was chosen. */
const inputValue = z
  .object({
    type: z.string(),
    value: z.string().nullish().catch(undefined),
    selected_option: z.object({ value: z.string() }).nullish().catch(undefined),
    selected_user: z.string().nullish().catch(undefined),
  })
  .transform(({ type, value, selected_option: option, selected_user: user }) =>
    type === 'plain_text_input' ? (value ?? '') : (option?.value ?? user ?? undefined),
  )
  .catch(undefined);

/** What is typed and chosen in a form, by field. */
const formState = z
  .object({ values: z.record(z.string(), z.record(z.string(), inputValue)) })
  .transform(({ values }) =>
    Object.fromEntries(Object.entries(values).map(([block, inputs]) => [block, Object.values(inputs)[0]])),
  );

export const submissionPayload = z.object({
  user: person,
  team,
  trigger_id: z.string(),
  view: viewPart.extend({
    callback_id: z.string(),
    blocks: z.array(z.object({ type: z.string(), block_id: z.string() })),
    state: formState,
  }),
});

export const shortcutPayload = z.object({
  callback_id: z.string(),
  user: person,
  team,
  trigger_id: z.string(),
  channel: z.object({ id: z.string() }).optional(),
  message: z.object({ ts: z.string(), text: z.string().default('') }).optional(),
});

export const suggestionPayload = z.object({
  user: person,
  team,
  action_id: z.string(),
  value: z.string().default(''),
  view: viewPart.extend({ state: formState.optional() }).optional(),
});

export const homeOpenedPayload = z.object({
  team_id: z.string(),
  event_id: z.string(),
  event: z.object({ user: z.string(), tab: z.string(), view: viewPart.optional() }),
});

/** A Slack user's own workspace, which in a shared channel isn't the one the bot is asked in. */
export function slackUser(payload: { user: z.infer<typeof person>; team?: z.infer<typeof team> }) {
  return { teamId: payload.user.team_id ?? payload.team?.id ?? '', userId: payload.user.id };
}
