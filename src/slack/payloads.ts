import { z } from 'zod';
import type { SlackUser } from '../domain/actor.ts';

/** The parts of Slack's payloads that the bot reads. What else they hold is left alone. */

const person = z.object({ id: z.string(), team_id: z.string().optional() });
const team = z.object({ id: z.string() }).nullish();

/** Whether the organisation's installation is asked, and which organisation that is. */
const installed = {
  is_enterprise_install: z.union([z.boolean(), z.string().transform((flag) => flag === 'true')]).default(false),
  enterprise: z.object({ id: z.string() }).nullish(),
};

export const commandPayload = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: z.string(),
  user_id: z.string(),
  channel_id: z.string().default(''),
  trigger_id: z.string(),
  is_enterprise_install: installed.is_enterprise_install,
  enterprise_id: z.string().nullish(),
});

const viewPart = z.object({
  id: z.string(),
  type: z.enum(['modal', 'home']),
  private_metadata: z.string().default(''),
  app_installed_team_id: z.string().nullish(),
});

export const actionPayload = z.object({
  ...installed,
  user: person,
  team,
  trigger_id: z.string(),
  response_url: z.string().optional(),
  view: viewPart.optional(),
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
  ...installed,
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
  ...installed,
  callback_id: z.string(),
  user: person,
  team,
  trigger_id: z.string(),
  channel: z.object({ id: z.string() }).optional(),
  message: z.object({ ts: z.string(), text: z.string().default('') }).optional(),
});

export const suggestionPayload = z.object({
  ...installed,
  user: person,
  team,
  action_id: z.string(),
  value: z.string().default(''),
  view: viewPart.extend({ state: formState.optional() }).optional(),
});

/** What is around every event: when it happened, in seconds, and which installation it is told to. */
export const eventPayload = z.object({
  event_id: z.string(),
  event_time: z.number().default(0),
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  authorizations: z
    .array(
      z.object({
        team_id: z.string().nullish(),
        enterprise_id: z.string().nullish(),
        is_enterprise_install: z.boolean().default(false),
      }),
    )
    .nullish(),
  event: z.looseObject({ type: z.string() }),
});
type EventPayload = z.output<typeof eventPayload>;

export const homeOpenedPayload = eventPayload.extend({
  team_id: z.string(),
  event: z.object({
    user: z.string(),
    tab: z.string(),
    view: viewPart.extend({ callback_id: z.string().optional() }).optional(),
  }),
});

interface Asked {
  user: z.output<typeof person>;
  team?: z.output<typeof team>;
  view?: { app_installed_team_id?: string | null | undefined } | undefined;
  enterprise?: { id: string } | null | undefined;
  is_enterprise_install: boolean;
}

/** Who asks: a user of their own workspace, which in a shared channel isn't the one that the bot is asked in. */
export function slackUser({ user, team }: Pick<Asked, 'user' | 'team'>): SlackUser {
  return { teamId: user.team_id ?? team?.id ?? '', userId: user.id };
}

/** Which installation is asked, and so whose token answers. A form's `team` is its sender's, not the one asked. */
export function installationAsked({ user, team, view, enterprise, is_enterprise_install: whole }: Asked): string {
  return (whole && enterprise?.id) || view?.app_installed_team_id || team?.id || user.team_id || '';
}

/** Which installation an event is told to: that of a workspace, or of an organisation. */
export function installationTold({ authorizations, team_id, enterprise_id }: Omit<EventPayload, 'event'>): string {
  const to = authorizations?.[0];
  if (to?.is_enterprise_install) return to.enterprise_id ?? enterprise_id ?? '';
  return to?.team_id ?? team_id ?? enterprise_id ?? '';
}

/** Which organisation an event is from; Slack's example of one that only organisations get names a workspace beside it. */
export function organisationTold({ authorizations, enterprise_id }: Omit<EventPayload, 'event'>): string | undefined {
  return authorizations?.[0]?.enterprise_id ?? enterprise_id ?? undefined;
}
