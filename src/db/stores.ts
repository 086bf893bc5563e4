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
  const activities = activityStore(connection);
  return allTranslated({
    deliveries: deliveryStore(connection, activities, keep),
    accounts: accountStore(connection, keep),
    identities: identityStore(connection, keep),
    passwordTries: passwordTryStore(connection),
    passwordLinks: passwordLinkStore(connection),
    memberships: membershipStore(connection),
    groups: groupStore(connection),
    invitations: invitationStore(connection),
    projects: projectStore(connection, keep),
    projectChannels: projectChannelStore(connection),
    tasks: taskStore(connection),
    activities,
    exports: exportStore(connection),
    migrations: migrationStore(connection),
    outbox: outboxStore(connection),
    outboxState: outboxStateStore(connection),
    paces: paceStore(connection),
    installations: installationStore(connection, cipher),
    oauthStates: oauthStateStore(connection),
    workspaces: workspaceStore(connection),
  });
}

/** Stores whose functions say `DatabaseAway` where the driver has its many ways of saying so. */
function allTranslated<S extends Record<string, object>>(stores: S): S {
  return Object.fromEntries(Object.entries(stores).map(([name, store]) => [name, translated(store)])) as S;
}

type Store = Record<string, (...given: never[]) => Promise<unknown>>;

function translated(store: object): Store {
  const functions = Object.entries(store as Store).map(([name, run]) => {
    const translating = (...given: never[]) =>
      run(...given).catch((error: unknown) => {
        throw asAway(error);
      });
    return [name, translating];
  });
  return Object.fromEntries(functions);
}
