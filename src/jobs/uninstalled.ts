import type { Stores } from '../db/stores.ts';
import { Undelivered } from '../domain/letter.ts';
import type { WorkspaceService } from '../services/workspaces.ts';

/** An administrator who takes the app away and puts it back within this loses nothing. */
const graceMilliseconds = 60 * 60_000;
const batch = 500;

/** Slack is asked before each batch, which it takes twenty times a minute: one that is too much comes when the lease ends. */
const isTooSoon = (error: unknown) => error instanceof Undelivered && error.means.notBefore !== undefined;

interface Sweeping {
  stores: Stores;
  workspaces: WorkspaceService;
  /** As Slack says. @throws Undelivered where it doesn't say now */
  organisationServes: (enterpriseId: string, teamId: string) => Promise<boolean>;
  clock: () => Date;
}

/**
 * Takes a batch of what came from a workspace that uninstalled the app, or that its organisation took the app away from:
 * who its Slack users are, with their names, and where messages are. False where nothing is left. Stopped anywhere, it
 * goes on there: the mark stays till last, unless an installation or a grant takes it off.
 */
export function sweepUninstalled({ stores, workspaces, organisationServes, clock }: Sweeping) {
  async function isServed(teamId: string): Promise<boolean> {
    if (await stores.installations.isInstalled(teamId)) return true;
    const enterpriseId = await workspaces.organisationOf(teamId);
    return enterpriseId !== undefined && organisationServes(enterpriseId, teamId);
  }

  /** Nothing is taken where another installation serves the workspace. */
  async function sweepWorkspace(teamId: string, uninstalledAt: Date): Promise<'served' | 'took some' | 'nothing left'> {
    if (await isServed(teamId)) return 'served';
    const taken = [
      await stores.identities.sweepWorkspace(teamId, uninstalledAt, batch),
      await stores.invitations.sweepWorkspace(teamId, batch),
      await stores.tasks.sweepWorkspace(teamId, batch),
      await stores.outbox.sweepWorkspace(teamId, batch),
    ];
    await stores.projectChannels.sweepWorkspace(teamId);
    await stores.passwordLinks.sweepWorkspace(teamId);
    return taken.some((count) => count > 0) ? 'took some' : 'nothing left';
  }

  /** A workspace alone, or an organisation's workspaces one after the other. */
  async function sweepBatch(id: string, uninstalledAt: Date): Promise<void> {
    const swept = await sweepWorkspace(id, uninstalledAt);
    if (swept === 'took some') return;
    const teamId = await stores.workspaces.nextOf(id);
    if (!teamId) {
      if (swept === 'nothing left') await stores.workspaces.removeSwept(id, uninstalledAt);
      return stores.installations.removeUninstalled(id, uninstalledAt);
    }
    if ((await sweepWorkspace(teamId, uninstalledAt)) !== 'took some') await stores.workspaces.remove(teamId);
  }

  async function sweepNextUninstalled(until: Date, now: Date): Promise<boolean> {
    const gone = await stores.installations.leaseUninstalled(until, now);
    if (!gone) return false;
    try {
      await sweepBatch(gone.id, gone.uninstalledAt);
    } catch (error) {
      if (isTooSoon(error)) return true;
      throw error;
    }
    await stores.installations.release(gone.id);
    return true;
  }

  async function sweepNextRevoked(until: Date, now: Date): Promise<boolean> {
    const gone = await stores.workspaces.leaseRevoked(until, now);
    if (!gone) return false;
    const { teamId, revokedAt } = gone;
    const swept = await sweepWorkspace(teamId, revokedAt);
    // By its own installation. Once that goes, too, the mark says that no other serves it: it is looked at again when the
    // lease ends.
    if (swept === 'served') return true;
    if (swept === 'nothing left') await stores.workspaces.removeRevoked(teamId, revokedAt);
    await stores.workspaces.release(teamId);
    return true;
  }

  return async function sweepNext(): Promise<boolean> {
    const now = clock();
    const until = new Date(now.getTime() - graceMilliseconds);
    return (await sweepNextUninstalled(until, now)) || (await sweepNextRevoked(until, now));
  };
}
