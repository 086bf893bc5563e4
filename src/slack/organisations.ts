import type { BackgroundCalls } from './background.ts';

/** Slack's most for one call. */
const pageSize = 1000;

/**
 * Asks Slack whether an organisation's installation serves a workspace: it tells what is taken away from the app, not
 * what was never given to it. The answer throws Undelivered where Slack doesn't say, and never takes that for a no.
 */
export function organisationAccess(calls: BackgroundCalls) {
  async function page(enterpriseId: string, cursor: string) {
    const given = { limit: pageSize, ...(cursor ? { cursor } : {}) };
    const { teams, ...answer } = await calls.call(enterpriseId, 'auth.teams.list', ({ auth }) =>
      auth.teams.list(given),
    );
    if (!teams) throw new Error('Slack lists no workspaces of the organisation');
    return { teamIds: teams.map(({ id }) => id), next: answer.response_metadata?.next_cursor ?? '' };
  }

  return async function serves(enterpriseId: string, teamId: string): Promise<boolean> {
    let next = '';
    do {
      const found = await page(enterpriseId, next);
      if (found.teamIds.includes(teamId)) return true;
      next = found.next;
    } while (next);
    return false;
  };
}
