import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';
import { findMongod, type Search } from './mongod-binary.ts';

export interface EmbeddedMongo {
  uri: string;
  /** Of the mongod itself. */
  pid: number;
  port: number;
  stop(): Promise<void>;
}

interface Options extends Search {
  dataDir: string;
  /** A free one unless given. */
  port?: number;
}

const startMilliseconds = 30_000;
const inUseMilliseconds = 5000;

/**
 * mongod is kept by a small process of its own, which stops it when the pipe from the bot closes: so it never outlives
 * the bot, however that ends, and a Ctrl-C meant for the bot doesn't reach it before the bot is done.
 */
const guard = `
  const [program, ...args] = process.argv.slice(1);
  const mongod = require('node:child_process').spawn(program, args, { stdio: 'ignore' });
  mongod.on('error', () => process.exit(127));
  mongod.on('exit', (code) => process.exit(code ?? 1));
  process.stdout.write(String(mongod.pid) + '\\n');
  const stop = () => { mongod.kill('SIGTERM'); setTimeout(() => mongod.kill('SIGKILL'), 8000).unref(); };
  process.stdin.on('end', stop).on('error', stop).resume();
`;

/**
 * Starts a real mongod on `dataDir` as a replica set of one node, whose data stay there. Resolves when it takes writes.
 * @throws Error in words when another one runs on the folder, or none can be started
 */
export async function startEmbedded(options: Options): Promise<EmbeddedMongo> {
  const program = await findMongod(options);
  const folder = resolve(options.dataDir, 'mongodb');
  await mkdir(folder, { recursive: true });
  const deadline = Date.now() + inUseMilliseconds;
  for (;;) {
    const port = options.port ?? (await freePort());
    const started = await start(program, folder, port);
    if (started) return started;
    if (Date.now() > deadline)
      throw new Error(
        `Dibs already runs on the folder ${resolve(options.dataDir)}. Stop that one first, or set DATA_DIR to another folder.`,
      );
    await wait(250);
  }
}

/** Undefined where another mongod, perhaps one that is just stopping, holds the folder. */
async function start(program: string, folder: string, port: number): Promise<EmbeddedMongo | undefined> {
  const log = join(folder, '..', 'mongod.log');
  const keeper = spawn(process.execPath, ['-e', guard, program, ...arguments_(folder, port, log)], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
  const exited = once(keeper, 'exit');
  const [line] = (await Promise.race([once(keeper.stdout as NonNullable<ChildProcess['stdout']>, 'data'), exited])) as [
    unknown,
  ];
  keeper.stdin?.on('error', () => undefined);
  const stop = async () => {
    keeper.stdin?.end();
    await exited;
  };
  const gone = exited.then(() => 'gone' as const);
  const ready = await Promise.race([makePrimary(port), gone]).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  if (ready !== 'gone')
    return { uri: `mongodb://127.0.0.1:${port}/dibs?replicaSet=dibs`, pid: Number(String(line)), port, stop };
  const lines = (await readFile(log, 'utf8').catch(() => '')).split('\n').slice(-40).join('\n');
  if (lines.includes('DBPathInUse') || lines.includes('SocketException') || lines.includes('Address already in use'))
    return undefined;
  throw new Error(`mongod could not be started; its log is ${log}`);
}

function arguments_(folder: string, port: number, log: string): string[] {
  return [
    ...['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1', '--replSet', 'dibs'],
    ...['--logpath', log, '--wiredTigerCacheSizeGB', '0.5', '--nounixsocket'],
    // What a killed bot leaves open would lock its documents for a minute by default.
    ...['--setParameter', 'transactionLifetimeLimitSeconds=5'],
    ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
  ];
}

/** Waits for the server, makes it a replica set under this port's name, and waits until it takes writes. */
async function makePrimary(port: number): Promise<'ready'> {
  const client = new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 1000,
    minHeartbeatFrequencyMS: 50,
    heartbeatFrequencyMS: 500,
  });
  const member = { _id: 0, host: `127.0.0.1:${port}` };
  const settings = { electionTimeoutMillis: 1000, heartbeatIntervalMillis: 500 };
  const admin = client.db('admin');
  try {
    const hello = await firstHello(admin);
    if (hello['me'] !== member.host) {
      const known = await admin.command({ replSetGetConfig: 1 }).catch(() => undefined);
      const version = (known?.['config']?.version ?? 0) + 1;
      const config = { _id: 'dibs', version, members: [member], settings };
      await admin.command(
        known ? { replSetReconfig: { ...known['config'], ...config }, force: true } : { replSetInitiate: config },
      );
    }
    const deadline = Date.now() + startMilliseconds;
    while (!(await admin.command({ hello: 1 }))['isWritablePrimary']) {
      if (Date.now() > deadline) throw new Error('mongod did not become ready for writes in time');
      await wait(20);
    }
    return 'ready';
  } finally {
    await client.close();
  }
}

/** A server on a large folder may take some seconds until it listens. */
async function firstHello(admin: mongoose.mongo.Db): Promise<mongoose.mongo.Document> {
  const deadline = Date.now() + startMilliseconds;
  for (;;) {
    try {
      return await admin.command({ hello: 1 });
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
