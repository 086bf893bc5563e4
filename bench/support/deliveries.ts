import { randomUUID } from 'node:crypto';
import type { Sending } from './load.ts';

/** Somebody who does something. */
export interface User {
  teamId: string;
  userId: string;
}

interface ButtonLike {
  action_id?: string | undefined;
  value?: string | undefined;
}

const app = { api_app_id: 'A0BENCH', token: 'a-verification-token' };

const interaction = ({ teamId, userId }: User) => ({
  ...app,
  team: { id: teamId, domain: 'bench' },
  user: { id: userId, username: userId.toLowerCase(), name: userId.toLowerCase(), team_id: teamId },
  enterprise: null,
  is_enterprise_install: false,
  trigger_id: randomUUID(),
});

/** What Slack sends when somebody types a command; its answer comes in the acknowledgement. */
export function command({ teamId, userId }: User, text: string, says: string, slackUrl = ''): Sending {
  const [name = '', ...words] = text.split(' ');
  const payload = {
    ...app,
    team_id: teamId,
    team_domain: 'bench',
    channel_id: 'C0BENCH',
    channel_name: 'general',
    user_id: userId,
    user_name: userId.toLowerCase(),
    command: name,
    text: words.join(' '),
    is_enterprise_install: 'false',
    response_url: `${slackUrl}/respond/${randomUUID()}`,
    trigger_id: randomUUID(),
  };
  return { delivery: { kind: 'slash_commands', payload }, shownAt: 'acknowledgement', says };
}

/** A button in a message that is pressed; its answer comes to the response URL. */
export function press(user: User, button: ButtonLike, says: string, slackUrl: string): Sending {
  const path = `/respond/${randomUUID()}`;
  const payload = {
    type: 'block_actions',
    ...interaction(user),
    container: { type: 'message', message_ts: '1700000000.000100', channel_id: 'D0BENCH', is_ephemeral: false },
    channel: { id: 'D0BENCH', name: 'directmessage' },
    message: { type: 'message', ts: '1700000000.000100', text: 'A message', blocks: [] },
    state: { values: {} },
    response_url: `${slackUrl}${path}`,
    actions: [{ type: 'button', block_id: 'b', action_ts: '1700000000.000200', ...button }],
  };
  return { delivery: { kind: 'interactive', payload }, shownAt: path, says };
}

/** A button or a select in Home that is pressed; the answer is the view that is published. */
export function pressInHome(user: User, button: ButtonLike, state: unknown, says: string): Sending {
  const payload = {
    type: 'block_actions',
    ...interaction(user),
    container: { type: 'view', view_id: 'V0HOME' },
    view: { id: 'V0HOME', type: 'home', private_metadata: JSON.stringify(state), app_installed_team_id: user.teamId },
    actions: [{ type: 'button', block_id: 'b', action_ts: '1700000000.000200', ...button }],
  };
  return { delivery: { kind: 'interactive', payload }, shownAt: `home ${user.userId}`, says };
}

/** A form that is submitted, with what is typed by field; its answer comes in the acknowledgement. */
export function submit(
  user: User,
  form: { id: string; carries?: unknown; typed?: Record<string, string> },
  says: string,
): Sending {
  const { id, carries = {}, typed = {} } = form;
  const values = Object.entries(typed).map(([name, value]) => [name, { [name]: { type: 'plain_text_input', value } }]);
  const view = {
    ...{ id: `V${randomUUID()}`, type: 'modal', callback_id: id, app_installed_team_id: user.teamId },
    private_metadata: JSON.stringify({ payload: carries }),
    blocks: Object.keys(typed).map((name) => ({ type: 'input', block_id: name })),
    state: { values: Object.fromEntries(values) },
  };
  const payload = { type: 'view_submission', ...interaction(user), view };
  return { delivery: { kind: 'interactive', payload }, shownAt: 'acknowledgement', says };
}

/** Somebody types into a search field of a form. */
export function suggest(user: User, id: string, value: string, values: Record<string, string>, says: string): Sending {
  const chosen = Object.entries(values).map(([name, one]) => [
    name,
    { [name]: { type: 'plain_text_input', value: one } },
  ]);
  const view = { id: 'V0FORM', type: 'modal', state: { values: Object.fromEntries(chosen) } };
  const payload = { type: 'block_suggestion', ...interaction(user), action_id: id, block_id: 'person', value, view };
  return { delivery: { kind: 'interactive', payload }, shownAt: 'acknowledgement', says };
}

/** A shortcut, of a message where one is named; its answer is the form that opens. */
export function shortcut(user: User, id: string, says: string, text?: string): Sending {
  const about = text && { channel: { id: 'C0BENCH' }, message: { ts: '1700000000.000100', text } };
  const payload = { type: text ? 'message_action' : 'shortcut', ...interaction(user), callback_id: id, ...about };
  return opening({ delivery: { kind: 'interactive', payload }, shownAt: '', says });
}

/** The same, where the answer is a form that opens. */
export function opening(sending: Sending): Sending {
  return { ...sending, shownAt: `trigger ${sending.delivery.payload['trigger_id']}` };
}

/** Something that Slack tells; it is done before it is acknowledged, or else the acknowledgement is all. */
export function event(told: Record<string, unknown>, teamId: string): Sending {
  const payload = {
    ...app,
    team_id: teamId,
    type: 'event_callback',
    event_id: randomUUID(),
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: teamId, user_id: 'U0BOT', is_bot: true, is_enterprise_install: false },
    ],
    event: told,
  };
  return { delivery: { kind: 'events_api', payload }, shownAt: 'acknowledgement', says: '' };
}

/** Somebody opens the app's Home; the answer is the view that is published. */
export function openHome({ teamId, userId }: User, says: string): Sending {
  const told = {
    type: 'app_home_opened',
    user: userId,
    channel: 'D0BENCH',
    tab: 'home',
    event_ts: '1700000000.000300',
  };
  return { ...event(told, teamId), shownAt: `home ${userId}`, says };
}

/** The same delivery for a program that only acknowledges: its answer is the acknowledgement, whatever it says. */
export const acknowledgedOnly = (sending: Sending): Sending => ({ ...sending, shownAt: 'acknowledgement', says: '' });
