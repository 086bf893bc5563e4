import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { freePort } from '../../src/db/free-port.ts';
import { cacheFolder, findMongod } from '../../src/db/mongod-binary.ts';
import { type MongodProcess, runMongod } from '../../src/db/mongod-process.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { until } from './until.ts';

export interface ReplicaSet {
  uri: string;
  /** Kills the primary's process, or pauses and continues it; resolves when the signal is sent. */
  signalPrimary(signal: NodeJS.Signals): Promise<number>;
  stepDown(): Promise<void>;
  /** Starts nodes that were killed, and lets paused ones go on; resolves when none is behind. */
  heal(): Promise<void>;
  stop(): Promise<void>;
}

/** As compose.yaml has it (a test compares them): a primary that is gone is replaced within some two seconds. */
export const settings = { electionTimeoutMillis: 1000, heartbeatIntervalMillis: 250, catchUpTimeoutMillis: 0 };
/** As compose.yaml has it, too: a secondary that hears nothing of a primary that hangs turns to the new one. */
export const parameters = [
  'transactionLifetimeLimitSeconds=5',
  'oplogNetworkTimeoutBufferSeconds=1',
  'oplogFetcherSteadyStateMaxFetcherRestarts=0',
].map((parameter) => `--setParameter=${parameter}`);

/** Three real nodes on free ports, one replica set. */
export async function startReplicaSet(): Promise<ReplicaSet> {
  const folder = await temporaryFolder();
  const search = { variables: process.env, report: () => undefined };
  const program = await findMongod({ ...search, cacheDir: cacheFolder(process.env) });
  const ports = await Promise.all([freePort(), freePort(), freePort()]);
  const nodes = new Map<number, MongodProcess>();

  async function start(port: number) {
    const path = join(folder.path, String(port));
    await mkdir(path, { recursive: true });
    const storage = ['--dbpath', path, '--oplogSize', '128', '--wiredTigerCacheSizeGB', '0.25', '--nounixsocket'];
    const network = ['--port', String(port), '--bind_ip', '127.0.0.1', '--replSet', 'three', '--quiet'];
    const flags = [...parameters, '--setParameter=diagnosticDataCollectionEnabled=false'];
    nodes.set(port, await runMongod(program, [...storage, ...network, ...flags], join(folder.path, `${port}.log`)));
  }

  const direct = <T>(port: number, work: (admin: mongoose.mongo.Db) => Promise<T>): Promise<T> =>
    withClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, work);

  await Promise.all(ports.map(start));
  // It fails unless each node answers.
  await Promise.all(ports.map((port) => direct(port, (admin) => admin.command({ ping: 1 }))));
  const members = ports.map((port, _id) => ({ _id, host: `127.0.0.1:${port}` }));
  await direct(ports[0] as number, (admin) => admin.command({ replSetInitiate: { _id: 'three', members, settings } }));
  const hosts = ports.map((port) => `127.0.0.1:${port}`).join(',');
  const base = `mongodb://${hosts}/?replicaSet=three`;
  const primary = () =>
    withClient(base, async (admin) => Number((await admin.command({ hello: 1 }))['primary'].split(':')[1]));
  await primary();

  /** Primary or secondary, each, and none seconds behind: else the next fault would be the second at once. */
  async function isWhole(): Promise<boolean> {
    const status = await withClient(base, (admin) => admin.command({ replSetGetStatus: 1 }));
    const members: { state: number; optimeDate: Date }[] = status['members'];
    const times = members.map(({ optimeDate }) => optimeDate.getTime());
    return members.every(({ state }) => state === 1 || state === 2) && Math.max(...times) - Math.min(...times) < 2000;
  }

  return {
    uri: `mongodb://${hosts}/dibs?replicaSet=three`,
    async signalPrimary(signal) {
      const port = await primary();
      process.kill(nodes.get(port)?.pid ?? 0, signal);
      return port;
    },
    stepDown: () =>
      withClient(base, async (admin) => {
        await admin.command({ replSetStepDown: 20, secondaryCatchUpPeriodSecs: 5 });
      }),
    async heal() {
      for (const [port, node] of nodes)
        try {
          process.kill(node.pid, 'SIGCONT');
        } catch {
          await node.stop();
          await start(port);
        }
      await until(() => isWhole().catch(() => false));
    },
    async stop() {
      for (const node of nodes.values()) {
        try {
          process.kill(node.pid, 'SIGKILL');
        } catch {
          // It was killed by a test.
        }
        await node.stop();
      }
      await folder.remove();
    },
  };
}

async function withClient<T>(uri: string, work: (admin: mongoose.mongo.Db) => Promise<T>): Promise<T> {
  const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 20_000 });
  try {
    return await work(client.db('admin'));
  } finally {
    await client.close();
  }
}
