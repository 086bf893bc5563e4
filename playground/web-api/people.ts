import { channelOf } from '../messages.ts';
import { directChannel, type State } from '../state.ts';
import { seenFrom } from '../strangers.ts';
import { offset } from '../time-zone.ts';
import type { Profile, Workspace } from '../workspaces.ts';
import { type Method, no } from './result.ts';

/** auth, users and conversations. */
export function peopleMethods(state: State): Record<string, Method> {
  return {
    'auth.test': (workspace) => ({
      ok: true,
      url: `https://${workspace.domain}.slack.com/`,
      team_id: workspace.teamId,
      team: workspace.name,
      user_id: workspace.botUserId,
      bot_id: `B${workspace.teamId}`,
    }),
    'users.info': (workspace, given) => {
      const seen = seenFrom(state, workspace, String(given['user']));
      return seen ? { ok: true, user: userOf(...seen) } : no('user_not_found');
    },
    'users.list': (workspace) => ({
      ok: true,
      members: [...workspace.people.values()].map((profile) => userOf(profile, workspace)),
      response_metadata: { next_cursor: '' },
    }),
    'conversations.open': (workspace, given) => {
      const userId = String(given['users']);
      return workspace.people.has(userId) ? { ok: true, channel: { id: directChannel(userId) } } : no('user_not_found');
    },
    'conversations.info': (workspace, given) => {
      const id = channelOf(workspace, String(given['channel']));
      const name = id && workspace.channels.get(id);
      if (!id) return no('channel_not_found');
      return { ok: true, channel: name ? { id, name, is_channel: true, is_member: true } : { id, is_im: true } };
    },
  };
}

function userOf({ userId: id, name, firstName, lastName, timeZone }: Profile, { teamId: team_id }: Workspace) {
  const real_name = `${firstName} ${lastName}`;
  return {
    ...{ id, team_id, name, real_name, deleted: false, is_bot: false },
    ...{ tz: timeZone, tz_label: label(timeZone), tz_offset: offset(timeZone, Date.now()) / 1000 },
    profile: { first_name: firstName, last_name: lastName, real_name, display_name: name, team: team_id },
  };
}

const label = (timeZone: string) =>
  new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'long' })
    .formatToParts()
    .find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
