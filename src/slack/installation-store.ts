import type { InstallationStore, Installation as SlackInstallation } from '@slack/oauth';
import { type Installation, NotInstalled } from '../domain/installation.ts';
import type { WorkspaceService } from '../services/workspaces.ts';

/** Where the pages to install store what they get: of a workspace, or of an organisation that installs for all of its own. */
export function installationStore(workspaces: WorkspaceService, clock: () => Date): InstallationStore {
  return {
    async storeInstallation(installation) {
      const { bot } = installation;
      if (!bot) throw new Error('Slack gave no bot token');
      if (bot.refreshToken) throw new Error("tokens expire: turn token rotation off in the app's settings");
      await workspaces.installed(fromSlack(installation, clock()), bot.token);
    },
    /** Asked only by an `authorize` of Slack's library, which isn't used: clients.ts finds tokens. */
    fetchInstallation: () => Promise.reject(new NotInstalled()),
  };
}

/** What Slack gives, as the domain has it; without the token. */
export function fromSlack(installed: SlackInstallation, installedAt: Date): Installation {
  const { team, enterprise, appId = '', isEnterpriseInstall = false } = installed;
  const of = isEnterpriseInstall ? enterprise : team;
  return {
    id: of?.id ?? '',
    name: of?.name ?? '',
    organisationWide: isEnterpriseInstall,
    ...(enterprise ? { enterpriseId: enterprise.id } : {}),
    appId,
    installedAt,
  };
}
