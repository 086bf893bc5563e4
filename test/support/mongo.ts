import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { type EmbeddedMongo, startEmbedded } from '../../src/db/embedded.ts';

let databases = 0;

/** A database of its own, by name, on the server that the whole run shares. */
export function testMongoUri(): string {
  const uri = process.env['TEST_MONGODB_URI'];
  if (!uri) throw new Error('global-setup.ts has not started MongoDB');
  return uri.replace('/dibs?', `/test-${process.pid}-${Date.now()}-${databases++}?`);
}

export async function dropDatabase(uri: string): Promise<void> {
  const client = new mongoose.mongo.MongoClient(uri);
  await client.db().dropDatabase();
  await client.close();
}

export interface OwnMongo {
  uri: string;
  signal(signal: NodeJS.Signals): void;
  /** After a SIGKILL: the same data on the same port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A mongod for one test alone, which may be stopped and killed. */
export async function ownMongo(): Promise<OwnMongo> {
  const dataDir = await mkdtemp(join(tmpdir(), 'dibs-test-'));
  const options = { dataDir, variables: process.env, report: () => undefined };
  let mongo: EmbeddedMongo = await startEmbedded(options);
  const { port, uri } = mongo;
  return {
    uri,
    signal: (signal) => void process.kill(mongo.pid, signal),
    async restart() {
      await mongo.stop();
      mongo = await startEmbedded({ ...options, port });
    },
    async stop() {
      await mongo.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
