import { type BackgroundCalls, Refused } from './background.ts';

/** Slack's most for one call. */
const pageSize = 1000;

/** With these Slack says that the organisation's own installation has ended. */
const ended = ['account_inactive', 'token_revoked'];

/**
 * Asks Slack whether an organisation's installation serves a workspace: it tells what is taken away from the app, not
 * what was never given to it. The answer throws Undelivered where Slack doesn't say.
 */
export function organisationAccess(calls: BackgroundCalls) {
  async function page(enterpriseId: string, cursor: string) {
    const given = { limit: pageSize, ...(cursor ? { cursor } : {}) };
    const answer = await calls.call(enterpriseId, 'auth.teams.list', ({ auth }) => auth.teams.list(given));
    return { teamIds: answer.teams?.map(({ id }) => id) ?? [], next: answer.response_metadata?.next_cursor ?? '' };
  }

  return async function serves(enterpriseId: string, teamId: string): Promise<boolean> {
    let next = '';
    try {
      do {
        const found = await page(enterpriseId, next);
        if (found.teamIds.includes(teamId)) return true;
        next = found.next;
      } while (next);
    } catch (error) {
      if (error instanceof Refused && ended.includes(error.code)) return false;
      throw error;
    }
    return false;
  };
}
