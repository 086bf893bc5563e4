import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { type EmbeddedMongo, startEmbedded } from '../../src/db/embedded.ts';
import { ownMongo } from '../support/mongo.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';

const report = () => undefined;
let folder: TemporaryFolder;
let dataDir: string;
const running: EmbeddedMongo[] = [];
const parents: ChildProcess[] = [];

async function start(): Promise<EmbeddedMongo> {
  const mongo = await startEmbedded({ dataDir, variables: process.env, report });
  running.push(mongo);
  return mongo;
}

beforeEach(async () => {
  folder = await temporaryFolder();
  dataDir = folder.path;
});
afterEach(async () => {
  for (const parent of parents.splice(0)) parent.kill('SIGKILL');
  await Promise.all(running.splice(0).map((mongo) => mongo.stop()));
  await folder.remove();
});

async function onServer<T>(uri: string, work: (database: mongoose.mongo.Db) => Promise<T>): Promise<T> {
  const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 5000 });
  try {
    return await work(client.db());
  } finally {
    await client.close();
  }
}

/** Another process that starts an embedded MongoDB, as the built bot does; prints the pid of its mongod. */
async function startElsewhere(): Promise<{ parent: ChildProcess; pid: number }> {
  const source = join(__dirname, '../../dist/src/db/embedded.js');
  const script = `import(${JSON.stringify(source)}).then(async ({ startEmbedded }) => {
    const mongo = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, variables: process.env, report() {} });
    process.on('SIGINT', () => console.log('interrupted'));
    console.log(mongo.pid);
  })`;
  const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  parents.push(parent);
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  return { parent, pid: Number(line.toString()) };
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a first start makes a replica set that takes transactions on this machine only', async () => {
  const mongo = await start();
  expect(mongo.uri).toBe(`mongodb://127.0.0.1:${mongo.port}/dibs?replicaSet=dibs`);
  expect(lives(mongo.pid)).toBe(true);
  const hello = await onServer(mongo.uri, (database) => database.command({ hello: 1 }));
  expect(hello).toMatchObject({ setName: 'dibs', isWritablePrimary: true, hosts: [`127.0.0.1:${mongo.port}`] });
  const options = await onServer(mongo.uri, (database) => database.admin().command({ getCmdLineOpts: 1 }));
  expect(options['parsed'].net).toMatchObject({ bindIp: '127.0.0.1' });
});

test('what was written is there after a restart on another port', async () => {
  const first = await start();
  await onServer(first.uri, (database) => database.collection('things').insertOne({ name: 'kept' }));
  await first.stop();
  await first.stop();
  expect(lives(first.pid)).toBe(false);
  const second = await start();
  expect(second.port).not.toBe(first.port);
  expect(await onServer(second.uri, (database) => database.collection('things').countDocuments())).toBe(1);
});

test('a second start on the same folder is refused in words; the first goes on, even after a Ctrl-C', async () => {
  const { parent, pid } = await startElsewhere();
  const heard = once(parent.stdout as NonNullable<ChildProcess['stdout']>, 'data');
  process.kill(-(parent.pid as number), 'SIGINT');
  expect(String((await heard)[0])).toContain('interrupted');
  const before = Date.now();
  await expect(start()).rejects.toThrow(`Dibs already runs on the folder ${dataDir}. Stop that one first`);
  expect(Date.now() - before).toBeLessThan(8000);
  expect(lives(pid)).toBe(true);
});

test('when the process that started it is killed, mongod goes too and the next start takes over', async () => {
  const { parent, pid } = await startElsewhere();
  expect(lives(pid)).toBe(true);
  parent.kill('SIGKILL');
  await start();
  expect(lives(pid)).toBe(false);
});

test('a program that is no mongod is an error that names the log, at once', async () => {
  const variables = { ...process.env, MONGOMS_SYSTEM_BINARY: '/bin/false' };
  await expect(startEmbedded({ dataDir, variables, report })).rejects.toThrow(join(dataDir, 'mongod.log'));
});

test('one of a test alone can be killed and started again on its port with its data', async () => {
  const mongo = await ownMongo();
  const started = await onServer(mongo.uri, (database) => database.admin().command({ getCmdLineOpts: 1 }));
  const dataFolder: string = started['parsed'].storage.dbPath;
  try {
    const { pid } = mongo;
    const kept = { writeConcern: { w: 'majority', j: true } } as const;
    await onServer(mongo.uri, (database) => database.collection('things').insertOne({ name: 'kept' }, kept));
    mongo.kill('SIGKILL');
    await mongo.restart();
    expect(mongo.pid).not.toBe(pid);
    expect(await onServer(mongo.uri, (database) => database.collection('things').countDocuments())).toBe(1);
    mongo.kill('SIGSTOP');
  } finally {
    await mongo.stop();
  }
  expect(lives(mongo.pid)).toBe(false);
  await expect(access(dataFolder)).rejects.toThrow('ENOENT');
});
