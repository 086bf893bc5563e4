import { randomUUID } from 'node:crypto';
import { readdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { type EmbeddedMongo, startEmbedded } from '../../src/db/embedded.ts';
import { temporaryFolder } from './temporary-folder.ts';

function shared(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error('global-setup.ts has not started MongoDB');
  return value;
}
const named = (name: string) => shared('DIBS_TEST_MONGODB_URI').replace('/dibs?', `/${name}?`);
/** A file by the name of each database that a test has left, empty but with its collections and indexes. */
const leftFolder = () => shared('DIBS_TEST_LEFT_DATABASES');

/** False where another worker has just taken it. */
function take(name: string): boolean {
  try {
    unlinkSync(join(leftFolder(), name));
    return true;
  } catch {
    return false;
  }
}

/** An empty database for one test alone; it may have the bot's indexes already, which take a second to build. */
export const testMongoUri = () => named(readdirSync(leftFolder()).find(take) ?? `test-${randomUUID()}`);

/**
 * One that never was there before: for tests that look at how it is built, change more of it than its documents, or may
 * leave a bot on it where they fail.
 */
export const newMongoUri = () => named(`new-${randomUUID()}`);

/** More documents are dropped, with their collections and indexes, quicker than deleted one by one. */
const mostDeleted = 2000;

/** Leaves a database empty for another test; one that is large, or was to be new, is dropped. */
export async function leave(database: mongoose.mongo.Db): Promise<void> {
  const isTests = database.databaseName.startsWith('test-');
  if (!isTests || (await database.stats())['objects'] > mostDeleted) return void (await database.dropDatabase());
  await Promise.all((await database.collections()).map((one) => one.deleteMany({})));
  writeFileSync(join(leftFolder(), database.databaseName), '');
}

/** The same, by its address. */
export async function leaveDatabase(uri: string): Promise<void> {
  const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 2000 });
  try {
    await leave(client.db());
  } finally {
    await client.close();
  }
}

export interface OwnMongo {
  uri: string;
  /** Of the mongod that runs now. */
  readonly pid: number;
  kill(signal: NodeJS.Signals): void;
  /** The same data on the same port again, after a SIGKILL or out of a running state. */
  restart(): Promise<void>;
  /** Also removes its folder. */
  stop(): Promise<void>;
}

/** A mongod for one test alone, which may be stopped and killed. */
export async function ownMongo(): Promise<OwnMongo> {
  const folder = await temporaryFolder();
  const options = { dataDir: folder.path, variables: process.env, report: () => undefined };
  let mongo: EmbeddedMongo = await startEmbedded(options);
  const { port, uri } = mongo;
  const kill = (signal: NodeJS.Signals) => {
    process.kill(mongo.pid, signal);
  };
  const end = async () => {
    try {
      // One that a test has paused would not hear that it shall stop.
      kill('SIGCONT');
    } catch {
      // It was killed.
    }
    await mongo.stop();
  };
  return {
    uri,
    get pid() {
      return mongo.pid;
    },
    kill,
    async restart() {
      await end();
      mongo = await startEmbedded({ ...options, port });
    },
    async stop() {
      await end();
      await folder.remove();
    },
  };
}
