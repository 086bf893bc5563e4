import { isDeepStrictEqual } from 'node:util';
import type mongoose from 'mongoose';
import { openDatabase } from './connect.ts';
import { expectedIndexes, type IndexDescription } from './indexes.ts';
import { mustKnowSchema } from './migrations.ts';
import type { OutboxState } from './outbox-state.ts';
import { type Server, serverOf } from './requirements.ts';
import { storesOn } from './stores.ts';
import { tokenCipher } from './token-cipher.ts';

/** What the doctor asks a database; none of it changes anything. */
export interface DatabaseInspection {
  server(): Promise<Server>;
  /** For how long what a killed process left open locks its documents; undefined where the server doesn't tell. */
  transactionSeconds(): Promise<number | undefined>;
  /** "COLLECTION INDEX", for those that are not as they should be, or more than should be. */
  indexes(): Promise<{ present: number; missing: string[]; different: string[]; extra: string[] }>;
  /** Why this version can't work with what a newer one has made of the database. */
  newerSchema(): Promise<string | undefined>;
  unfinishedMigrations(): Promise<string[]>;
  outbox(now: Date): Promise<OutboxState>;
  installations(): Promise<{ installed: number; unnamedKeys: string[] }>;
  /** Those installed last. @throws Error where one can't be decrypted */
  tokens(most: number): Promise<InstalledToken[]>;
  close(): Promise<void>;
}

/** A bot token as the bot uses it: for asking Slack about it, never to be shown. */
export interface InstalledToken {
  id: string;
  name: string;
  token: string;
}

/** @throws where the database can't be reached */
export async function inspectDatabase(
  uri: string,
  encryptionKeys: readonly Buffer[] = [],
): Promise<DatabaseInspection> {
  const { connection } = await openDatabase(uri);
  const stores = storesOn(connection, tokenCipher(encryptionKeys));
  const installations = connection.collection<{ _id: string; name: string }>('installations');
  const installed = { botToken: { $exists: true } };
  const database = connection.db as mongoose.mongo.Db;
  const admin = database.admin();

  return {
    server: () => serverOf(connection),
    async transactionSeconds() {
      const asked = { getParameter: 1, transactionLifetimeLimitSeconds: 1 };
      const found = await admin.command(asked).catch(() => undefined);
      return found && Number(found['transactionLifetimeLimitSeconds']);
    },
    async indexes() {
      const compared = { present: 0, missing: [] as string[], different: [] as string[], extra: [] as string[] };
      for (const [collection, expected] of expectedIndexes(connection)) {
        const found = await indexesOf(database, collection);
        for (const one of expected) {
          const there = found.find(({ name }) => name === one.name);
          if (!there) compared.missing.push(`${collection} ${one.name}`);
          else if (isDeepStrictEqual(meaning(there), meaning(one))) compared.present++;
          else compared.different.push(`${collection} ${one.name}`);
        }
        const known = ['_id_', ...expected.map(({ name }) => name)];
        compared.extra.push(...found.flatMap(({ name }) => (known.includes(name) ? [] : [`${collection} ${name}`])));
      }
      return compared;
    },
    newerSchema: () =>
      mustKnowSchema(connection).then(
        () => undefined,
        (error: Error) => error.message,
      ),
    unfinishedMigrations: stores.migrations.unfinished,
    outbox: stores.outboxState.look,
    async installations() {
      const unnamedKeys = await stores.installations.unnamedKeys();
      return { installed: await installations.countDocuments(installed), unnamedKeys };
    },
    async tokens(most) {
      const latest = await installations.find(installed).sort({ installedAt: -1 }).limit(most).toArray();
      const found = await Promise.all(latest.map(({ _id }) => stores.installations.get(_id)));
      return found.flatMap((one) =>
        one ? [{ id: one.installation.id, name: one.installation.name, token: one.token }] : [],
      );
    },
    close: () => connection.close(),
  };
}

/** Of a collection that isn't there: none. */
async function indexesOf(database: mongoose.mongo.Db, collection: string): Promise<IndexDescription[]> {
  const found = await database.listCollections({ name: collection }).toArray();
  return found.length === 0 ? [] : ((await database.collection(collection).indexes()) as IndexDescription[]);
}

const meaning = ({ key, unique, sparse, expireAfterSeconds, partialFilterExpression }: IndexDescription) => ({
  key: Object.entries(key),
  unique: unique ?? false,
  sparse: sparse ?? false,
  expireAfterSeconds,
  partialFilterExpression,
});
