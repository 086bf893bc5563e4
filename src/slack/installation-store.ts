import type { InstallationQuery, InstallationStore, Installation as SlackInstallation } from '@slack/oauth';
import { type Installation, NotInstalled } from '../domain/installation.ts';
import type { WorkspaceService } from '../services/workspaces.ts';

/** Bolt's InstallationStore: one for each workspace, and one for each organisation that installs for all of its own. */
export function installationStore(workspaces: WorkspaceService, clock: () => Date): InstallationStore {
  return {
    async storeInstallation(installation) {
      const { bot } = installation;
      if (!bot) throw new Error('Slack gave no bot token');
      if (bot.refreshToken) throw new Error("tokens expire: turn token rotation off in the app's settings");
      await workspaces.installed(fromSlack(installation, clock()), bot.token);
    },
    async fetchInstallation(query) {
      const found = await workspaces.serving(idOf(query));
      if (!found) throw new NotInstalled();
      return toSlack(found.installation, found.token) as never;
    },
    async deleteInstallation(query) {
      await workspaces.uninstalled(idOf(query), clock());
    },
  };
}

const idOf = ({ teamId, enterpriseId, isEnterpriseInstall }: InstallationQuery<boolean>) =>
  (isEnterpriseInstall ? enterpriseId : teamId) ?? '';

/** What Slack gives, as the domain has it; without the token. */
export function fromSlack(installed: SlackInstallation, installedAt: Date): Installation {
  const { team, enterprise, bot, user, appId = '', isEnterpriseInstall = false } = installed;
  const of = isEnterpriseInstall ? enterprise : team;
  return {
    id: of?.id ?? '',
    name: of?.name ?? '',
    organisationWide: isEnterpriseInstall,
    ...(enterprise ? { enterpriseId: enterprise.id } : {}),
    appId,
    botId: bot?.id ?? '',
    botUserId: bot?.userId ?? '',
    scopes: bot?.scopes ?? [],
    installerId: user.id,
    installedAt,
  };
}

function toSlack(installation: Installation, token: string): SlackInstallation<'v2'> {
  const { id, name, organisationWide, enterpriseId, appId, botId, botUserId, installerId } = installation;
  return {
    team: organisationWide ? undefined : { id, name },
    enterprise: enterpriseId === undefined ? undefined : { id: enterpriseId, ...(organisationWide ? { name } : {}) },
    bot: { token, id: botId, userId: botUserId, scopes: installation.scopes },
    user: { id: installerId, token: undefined, scopes: undefined },
    appId,
    tokenType: 'bot',
    isEnterpriseInstall: organisationWide,
    authVersion: 'v2',
  };
}
