import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';

import { accountStore } from './accounts.ts';
import { activityStore } from './activities.ts';
import { asAway } from './away.ts';
import { deliveryStore } from './deliveries.ts';
import { exportStore } from './exports.ts';
import { groupStore } from './groups.ts';
import { identityStore } from './identities.ts';
import { buildIndexes } from './indexes.ts';
import { installationStore } from './installations.ts';
import { invitationStore } from './invitations.ts';
import { type Keeping, keeping } from './kept.ts';
import { membershipStore } from './memberships.ts';
import { migrationStore, mustKnowSchema } from './migrations.ts';
import { oauthStateStore } from './oauth-states.ts';
import { outboxStore } from './outbox.ts';
import { outboxStateStore } from './outbox-state.ts';
import { paceStore } from './paces.ts';
import { passwordLinkStore } from './password-links.ts';
import { passwordTryStore } from './password-tries.ts';
import { watchPool } from './pool.ts';
import { projectChannelStore } from './project-channels.ts';
import { projectStore } from './projects.ts';
import { taskStore } from './tasks.ts';
import { type TokenCipher, tokenCipher } from './token-cipher.ts';
import { workspaceStore } from './workspaces.ts';

/** People are answered within 2.5 s whatever the database does (S4); the driver's defaults are 30 s and more. */
const options = {
  serverSelectionTimeoutMS: 2000,
  connectTimeoutMS: 2000,
  waitQueueTimeoutMS: 2000,
  socketTimeoutMS: 5000,
  heartbeatFrequencyMS: 2000,
  minPoolSize: 4,
  maxPoolSize: 50,
  writeConcern: { w: 'majority' },
  sanitizeFilter: true,
  autoIndex: false,
  autoCreate: false,
} as const;

/** A load balancer that asks `/ready` doesn't wait longer. */
const answerMilliseconds = 1000;

mongoose.set('strictQuery', 'throw');
mongoose.set('sanitizeFilter', true);

export type Stores = ReturnType<typeof storesOn>;

export interface Database {
  stores: Stores;
  /** Whether the database answers now. */
  answers(): Promise<boolean>;
  /** Connections now. */
  pool(): { open: number; inUse: number };
  close(): Promise<void>;
}

/** Also declares each collection's schema on the connection. `keep`: what processes keep for moments, and how long. */
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

/** A connection alone. @throws where the server can't be reached */
export async function openDatabase(uri: string) {
  const connecting = mongoose.createConnection(uri, options);
  const pool = watchPool(connecting.getClient());
  return { connection: await connecting.asPromise(), pool };
}

/**
 * Connects, checks that the server and what is in it are as this version needs them, and builds what collections and
 * indexes are missing. `encryptionKeys`: for the tokens of installations, the first to encrypt with.
 */
export async function connectDatabase(
  uri: string,
  encryptionKeys: readonly Buffer[] = [],
  keptMilliseconds?: number,
): Promise<Database> {
  const { connection, pool } = await openDatabase(uri);
  try {
    await mustBeReplicaSet(connection);
    await mustKnowSchema(connection);
    const stores = storesOn(connection, tokenCipher(encryptionKeys), keeping(keptMilliseconds));
    await buildIndexes(uri, connection);
    if (encryptionKeys.length > 0) await mustReadTokens(stores);
    return {
      stores,
      pool,
      answers: async () => {
        const ping = connection.db?.command({ ping: 1 }).then(
          () => true,
          () => false,
        );
        return Promise.race([ping ?? false, wait(answerMilliseconds, false)]);
      },
      close: () => connection.close(),
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** 6.0, in the wire protocol's own numbers, which a server tells with its first answer. */
const oldestWireVersion = 17;

async function mustBeReplicaSet(connection: mongoose.Connection) {
  const hello = await connection.db?.admin().command({ hello: 1 });
  if (Number(hello?.['maxWireVersion']) < oldestWireVersion)
    throw new Error('MONGODB_URI names a MongoDB older than 6.0. Upgrade it, or name a newer one.');
  if (hello?.['setName'] || hello?.['msg'] === 'isdbgrid') return;
  throw new Error(
    'MONGODB_URI names a standalone MongoDB server, but Dibs needs a replica set for its transactions. ' +
      'Restart that mongod with --replSet rs0, then run once: mongosh --eval "rs.initiate()"',
  );
}

/** A key that was replaced, where it was to be added to, would leave every workspace without an answer. */
async function mustReadTokens(stores: Stores) {
  const unnamed = await stores.installations.unnamedKeys();
  if (unnamed.length === 0) return;
  throw new Error(
    `TOKEN_ENCRYPTION_KEY: tokens are encrypted with another key than is named (its id is ${unnamed.join(', ')}). ` +
      'Name that one behind the new one, after a comma, until all are encrypted anew.',
  );
}
