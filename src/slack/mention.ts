import type { SlackUser, Visitor } from '../domain/actor.ts';
import type { Clients } from './clients.ts';
import { ifSoon } from './in-time.ts';

/**
 * Whom a mention, or a choice among Slack's users, means. In a shared channel (Slack Connect) that may be a stranger,
 * who is their own workspace's user and never this one's. Where Slack is slow or says no, they count as from here.
 */
export function mentions(clients: Clients) {
  return async function mentioned({ teamId, installationId }: Visitor, userId: string): Promise<SlackUser> {
    const client = await clients.prompt(installationId);
    const user = (await ifSoon(client.users.info({ user: userId })))?.user;
    // A person of an organisation belongs to several of its workspaces.
    const isFromHere = !user?.team_id || user.team_id === teamId || user.enterprise_user?.teams?.includes(teamId);
    return { teamId: isFromHere ? teamId : (user?.team_id ?? teamId), userId };
  };
}
