import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { startEmbedded } from '../../src/db/embedded.ts';

/** What the measuring itself is called by the database, to tell its commands from the bot's. */
export const benchName = 'bench';

const cacheGigabytes = 2;

/** A real mongod of its own, in a folder that goes with it. */
export async function startDatabase() {
  const folder = await mkdtemp(join(tmpdir(), 'dibs-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const report = (line: string) => void process.stderr.write(`${line}\n`);
  const mongo = await startEmbedded({ dataDir: folder, variables: process.env, report });
  const client = new mongoose.mongo.MongoClient(mongo.uri, { appName: benchName });
  async function pause() {
    await client.close();
    await mongo.stop();
  }
  // A million tasks need more room than the embedded database takes on a small machine.
  await client.db('admin').command({ setParameter: 1, wiredTigerEngineRuntimeConfig: `cache_size=${cacheGigabytes}G` });
  return {
    pid: mongo.pid,
    uri: (name: string) => mongo.uri.replace('/dibs?', `/${name}?`),
    database: (name: string) => client.db(name),
    version: async () => String((await client.db('admin').command({ buildInfo: 1 }))['version']),
    calls: () => calls(client),
    milliseconds: () => milliseconds(client),
    /** Writes what is in memory to the files, so that it isn't done while something is measured. */
    flush: () => client.db('admin').command({ fsync: 1 }),
    folder,
    /** Stops the server and leaves its folder, for a bot to start on. */
    pause,
    async stop() {
      await pause();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type Database = Awaited<ReturnType<typeof startDatabase>>;

const counted = [
  ...['find', 'aggregate', 'count', 'distinct', 'getMore'],
  ...['insert', 'update', 'delete', 'findAndModify', 'commitTransaction', 'abortTransaction'],
];

/** How many commands that read or write the server has carried out, as itself counts them. */
async function calls(client: mongoose.mongo.MongoClient): Promise<number> {
  const status = await client.db('admin').command({ serverStatus: 1 });
  const commands = status['metrics'].commands as Record<string, { total: number }>;
  return counted.reduce((sum, name) => sum + Number(commands[name]?.total ?? 0), 0);
}

/**
 * The time that the server has spent on reading and writing, as itself measures it in microseconds. Without commits,
 * which mostly wait for the disk, whatever is stored.
 */
async function milliseconds(client: mongoose.mongo.MongoClient): Promise<number> {
  const { opLatencies } = await client.db('admin').command({ serverStatus: 1, opLatencies: 1 });
  return (Number(opLatencies.reads.latency) + Number(opLatencies.writes.latency)) / 1000;
}
