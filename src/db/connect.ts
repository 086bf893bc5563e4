import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';
import { buildIndexes } from './indexes.ts';
import { keeping } from './kept.ts';
import { mustKnowSchema } from './migrations.ts';
import { watchPool } from './pool.ts';
import { mustMeetRequirements } from './requirements.ts';
import { type Stores, storesOn } from './stores.ts';
import { tokenCipher } from './token-cipher.ts';

/**
 * People are answered within 2.5 s whatever the database does (S4); the driver's defaults are 30 s and more. A server that
 * hangs is given up once it hasn't been heard for these two together, and what waits for it is tried again on another
 * (docs/faults.md): within the time that people wait.
 */
const givenUp = { heartbeatFrequencyMS: 500, connectTimeoutMS: 1000 } as const;

const options = {
  ...givenUp,
  serverSelectionTimeoutMS: 2000,
  waitQueueTimeoutMS: 2000,
  socketTimeoutMS: 5000,
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

export interface Database {
  stores: Stores;
  /** Whether the database answers now. */
  answers(): Promise<boolean>;
  /** Connections now. */
  pool(): { open: number; inUse: number };
  close(): Promise<void>;
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
    await mustMeetRequirements(connection);
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

/** A key that was replaced, where it was to be added to, would leave every workspace without an answer. */
async function mustReadTokens(stores: Stores) {
  const unnamed = await stores.installations.unnamedKeys();
  if (unnamed.length === 0) return;
  throw new Error(
    `TOKEN_ENCRYPTION_KEY: tokens are encrypted with another key than is named (its id is ${unnamed.join(', ')}). ` +
      'Name that one behind the new one, after a comma, until all are encrypted anew.',
  );
}
