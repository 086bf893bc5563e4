import { z } from 'zod';
import type { Services } from '../services/services.ts';
import type { Workspaces } from './clients.ts';
import type { Routes } from './routes.ts';

const uninstalled = z.looseObject({});
/** Ids of the Slack users whose tokens they were; a bot's is the only kind that is asked for. */
const revoked = z.object({ tokens: z.object({ bot: z.array(z.string()).nullish() }) });
/** Workspaces of an organisation that has installed the app. */
const accessChanged = z.object({ team_ids: z.array(z.string()) });
const changedUser = z.object({
  user: z.object({ id: z.string(), team_id: z.string().optional(), deleted: z.boolean().default(false) }),
});

/** What Slack tells once and no person waits for. Each may come late, twice and in any order. */
export function listenToEvents(routes: Routes, { succession }: Services, workspaces: Workspaces) {
  routes.event('app_uninstalled', uninstalled, ({ installationId, at }) => workspaces.uninstalled(installationId, at));
  routes.event('tokens_revoked', revoked, async ({ installationId, at }, { tokens }) => {
    if (tokens.bot?.length) await workspaces.uninstalled(installationId, at);
  });
  routes.event('team_access_revoked', accessChanged, async ({ enterpriseId, at }, { team_ids: ids }) => {
    if (enterpriseId) await workspaces.revoked(ids, enterpriseId, at);
  });
  routes.event('team_access_granted', accessChanged, async ({ enterpriseId, at }, { team_ids: ids }) => {
    if (enterpriseId) await workspaces.granted(ids, enterpriseId, at);
  });
  routes.event('user_change', changedUser, async (event, { user }) => {
    const slackUser = { teamId: user.team_id ?? event.installationId, userId: user.id };
    if (user.deleted) await succession.deactivated(slackUser, event);
  });
}
