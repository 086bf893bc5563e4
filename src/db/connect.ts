import mongoose from 'mongoose';

type IndexDescription = mongoose.mongo.IndexDescription;

import { accountStore } from './accounts.ts';
import { activityStore } from './activities.ts';
import { asAway } from './away.ts';
import { deliveryStore } from './deliveries.ts';
import { groupStore } from './groups.ts';
import { identityStore } from './identities.ts';
import { invitationStore } from './invitations.ts';
import { membershipStore } from './memberships.ts';
import { outboxStore } from './outbox.ts';
import { passwordLinkStore } from './password-links.ts';
import { passwordTryStore } from './password-tries.ts';
import { projectChannelStore } from './project-channels.ts';
import { projectStore } from './projects.ts';
import { taskStore } from './tasks.ts';

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

mongoose.set('strictQuery', 'throw');
mongoose.set('sanitizeFilter', true);

export type Stores = ReturnType<typeof storesOn>;

export interface Database {
  stores: Stores;
  /** Whether the database answers now. */
  answers(): Promise<boolean>;
  close(): Promise<void>;
}

function storesOn(connection: mongoose.Connection) {
  return {
    deliveries: translated(deliveryStore(connection)),
    accounts: translated(accountStore(connection)),
    identities: translated(identityStore(connection)),
    passwordTries: translated(passwordTryStore(connection)),
    passwordLinks: translated(passwordLinkStore(connection)),
    memberships: translated(membershipStore(connection)),
    groups: translated(groupStore(connection)),
    invitations: translated(invitationStore(connection)),
    projects: translated(projectStore(connection)),
    projectChannels: translated(projectChannelStore(connection)),
    tasks: translated(taskStore(connection)),
    activities: translated(activityStore(connection)),
    outbox: translated(outboxStore(connection)),
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

/** Connects, checks that the server is a replica set, and builds what collections and indexes are missing. */
export async function connectDatabase(uri: string): Promise<Database> {
  const connection = await mongoose.createConnection(uri, options).asPromise();
  try {
    await mustBeReplicaSet(connection);
    const stores = storesOn(connection);
    await buildIndexes(uri, connection);
    return {
      stores,
      answers: async () => {
        const ping = connection.db?.command({ ping: 1 });
        return (
          (await ping?.then(
            () => true,
            () => false,
          )) ?? false
        );
      },
      close: () => connection.close(),
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function mustBeReplicaSet(connection: mongoose.Connection) {
  const hello = await connection.db?.admin().command({ hello: 1 });
  if (hello?.['setName'] || hello?.['msg'] === 'isdbgrid') return;
  throw new Error(
    'MONGODB_URI names a standalone MongoDB server, but Dibs needs a replica set for its transactions. ' +
      'Restart that mongod with --replSet rs0, then run once: mongosh --eval "rs.initiate()"',
  );
}

/** The one place where indexes are built; on a large collection this may take minutes, so nothing bounds it. */
async function buildIndexes(uri: string, connection: mongoose.Connection) {
  const builder = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 2000 });
  try {
    const database = builder.db();
    for (const { collection, schema } of Object.values(connection.models)) {
      const specifications = schema.indexes().map(([key, spec]) => ({ key, ...spec }) as IndexDescription);
      await database.createCollection(collection.name).catch(unlessThere);
      if (specifications.length > 0) await database.collection(collection.name).createIndexes(specifications);
    }
  } finally {
    await builder.close();
  }
}

const namespaceExists = 48;

function unlessThere(error: { code?: number }) {
  if (error.code !== namespaceExists) throw error;
}
