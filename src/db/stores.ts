import type mongoose from 'mongoose';
import { accountStore } from './accounts.ts';
import { activityStore } from './activities.ts';
import { asAway } from './away.ts';
import { deliveryStore } from './deliveries.ts';
import { exportStore } from './exports.ts';
import { groupStore } from './groups.ts';
import { identityStore } from './identities.ts';
import { installationStore } from './installations.ts';
import { invitationStore } from './invitations.ts';
import { type Keeping, keeping } from './kept.ts';
import { membershipStore } from './memberships.ts';
import { migrationStore } from './migrations.ts';
import { oauthStateStore } from './oauth-states.ts';
import { outboxStore } from './outbox.ts';
import { outboxStateStore } from './outbox-state.ts';
import { paceStore } from './paces.ts';
import { passwordLinkStore } from './password-links.ts';
import { passwordTryStore } from './password-tries.ts';
import { projectChannelStore } from './project-channels.ts';
import { projectStore } from './projects.ts';
import { taskStore } from './tasks.ts';
import { type TokenCipher, tokenCipher } from './token-cipher.ts';
import { workspaceStore } from './workspaces.ts';

export type Stores = ReturnType<typeof storesOn>;

/**
 * The stores of a database, whose schemas it declares on the connection. `keep`: what processes keep for moments, and
 * how long.
 */
export function storesOn(
  connection: mongoose.Connection,
  cipher: TokenCipher = tokenCipher([]),
  keep: Keeping = keeping(),
) {
  const activities = translated(activityStore(connection));
  return {
    deliveries: translated(deliveryStore(connection, activities, keep)),
    accounts: translated(accountStore(connection, keep)),
    identities: translated(identityStore(connection, keep)),
    passwordTries: translated(passwordTryStore(connection)),
    passwordLinks: translated(passwordLinkStore(connection)),
    memberships: translated(membershipStore(connection)),
    groups: translated(groupStore(connection)),
    invitations: translated(invitationStore(connection)),
    projects: translated(projectStore(connection, keep)),
    projectChannels: translated(projectChannelStore(connection)),
    tasks: translated(taskStore(connection)),
    activities,
    exports: translated(exportStore(connection)),
    migrations: translated(migrationStore(connection)),
    outbox: translated(outboxStore(connection)),
    outboxState: translated(outboxStateStore(connection)),
    paces: translated(paceStore(connection)),
    installations: translated(installationStore(connection, cipher)),
    oauthStates: translated(oauthStateStore(connection)),
    workspaces: translated(workspaceStore(connection)),
  };
}

type Store = Record<string, (...given: never[]) => Promise<unknown>>;

/** A store whose functions say `DatabaseAway` where the driver has its many ways of saying so. */
function translated<S extends object>(store: S): S {
  const functions = Object.entries(store as unknown as Store).map(([name, run]) => {
    const translating = (...given: never[]) =>
      run(...given).catch((error: unknown) => {
        throw asAway(error);
      });
    return [name, translating];
  });
  return Object.fromEntries(functions) as S;
}
