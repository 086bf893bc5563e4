import type { Stores } from '../db/stores.ts';
import { type Installation, NotInstalled } from '../domain/installation.ts';
import { remembered } from './remembered.ts';

/** Where the app is installed. An installation is named by its workspace's id, or by its organisation's. */
export function workspaceService(stores: Stores) {
  /** The installation that serves a workspace: its own, or its organisation's. */
  async function serving(id: string) {
    const own = await stores.installations.get(id);
    if (own) return own;
    const enterpriseId = await stores.workspaces.enterpriseOf(id);
    return enterpriseId === undefined ? undefined : stores.installations.get(enterpriseId);
  }

  const tokens = remembered(async (id) => {
    const found = await serving(id);
    if (!found) throw new NotInstalled();
    return found.token;
  });
  const organisations = remembered(async (teamId) => stores.workspaces.enterpriseOf(teamId));

  function forget(teamIds: readonly string[]) {
    for (const teamId of teamIds) {
      organisations.forget(teamId);
      tokens.forget(teamId);
    }
  }

  return {
    /** The organisation whose installation may serve the workspace: it has one, and didn't take the app away from there. */
    async organisationOf(teamId: string): Promise<string | undefined> {
      const enterpriseId = await stores.workspaces.enterpriseOf(teamId);
      return enterpriseId && (await stores.installations.isInstalled(enterpriseId)) ? enterpriseId : undefined;
    },

    /** For answering: remembered for minutes, so that the database may be away meanwhile. @throws NotInstalled */
    tokenOf: (id: string): Promise<string> => tokens.get(id),

    async installed(installation: Installation, token: string): Promise<void> {
      await stores.installations.save(installation, token);
      tokens.forget(installation.id);
    },

    /**
     * Told by Slack, late or twice as it may be: an installation after `at` stays. The sweep takes the rest, unless it is
     * a workspace that its organisation serves from now on: Slack knows that, and is asked by the sweep.
     */
    async uninstalled(id: string, at: Date): Promise<void> {
      const enterpriseId = await stores.installations.enterpriseOf(id);
      if (enterpriseId) await stores.workspaces.note([id], enterpriseId);
      await stores.installations.uninstall(id, at);
      forget([id]);
    },

    /** The workspace is served by its organisation's installation; found out when somebody there asks for something. */
    async belongs(teamId: string, enterpriseId: string, at: Date): Promise<void> {
      if ((await organisations.get(teamId)) === enterpriseId) return;
      await stores.workspaces.belongs(teamId, enterpriseId, at);
      forget([teamId]);
    },

    /** The organisation took the app away from these workspaces alone; a grant after `at` stays. The sweep takes the rest. */
    async revoked(teamIds: readonly string[], enterpriseId: string, at: Date): Promise<void> {
      await stores.workspaces.revoke(teamIds, enterpriseId, at);
      forget(teamIds);
    },

    /** It gave the app back to these. */
    async granted(teamIds: readonly string[], enterpriseId: string, at: Date): Promise<void> {
      await stores.workspaces.grant(teamIds, enterpriseId, at);
      forget(teamIds);
    },

    beginInstalling: stores.oauthStates.add,
    /** Where Slack was to lead back to; undefined where nothing of that id is under way (any more). */
    endInstalling: stores.oauthStates.take,
  };
}

export type WorkspaceService = ReturnType<typeof workspaceService>;
