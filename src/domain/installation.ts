import { Refusal } from './refusal.ts';

/** The app as one workspace has installed it, or an organisation for all of its workspaces. */
export interface Installation {
  /** The workspace's id, or the organisation's. */
  id: string;
  name: string;
  organisationWide: boolean;
  /** The organisation, or that of the workspace, where it has one. */
  enterpriseId?: string | undefined;
  appId: string;
  installedAt: Date;
}

/** There is no token to answer with: not where it was never installed, nor where it was uninstalled. */
export class NotInstalled extends Refusal {
  constructor() {
    super("Dibs isn't installed here (any more). Ask an administrator of your workspace to install it.");
    this.name = 'NotInstalled';
  }
}
