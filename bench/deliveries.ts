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

/** Somebody opens the app's Home; the answer is the view that is published. */
export function openHome({ teamId, userId }: User, says: string): Sending {
  const payload = {
    ...app,
    team_id: teamId,
    type: 'event_callback',
    event_id: randomUUID(),
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: teamId, user_id: 'U0BOT', is_bot: true, is_enterprise_install: false },
    ],
    event: { type: 'app_home_opened', user: userId, channel: 'D0BENCH', tab: 'home', event_ts: '1700000000.000300' },
  };
  return { delivery: { kind: 'events_api', payload }, shownAt: `home ${userId}`, says };
}

/** The same delivery for a program that only acknowledges: its answer is the acknowledgement, whatever it says. */
export const acknowledgedOnly = (sending: Sending): Sending => ({ ...sending, shownAt: 'acknowledgement', says: '' });
