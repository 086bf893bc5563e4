import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { type EmbeddedMongo, startEmbedded } from '../../src/db/embedded.ts';
import { findMongod, mustMatch } from '../../src/db/mongod-binary.ts';

const report = () => undefined;
let dataDir: string;
const running: EmbeddedMongo[] = [];

async function start(): Promise<EmbeddedMongo> {
  const mongo = await startEmbedded({ dataDir, variables: process.env, report });
  running.push(mongo);
  return mongo;
}

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'dibs-test-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((mongo) => mongo.stop()));
  await rm(dataDir, { recursive: true, force: true });
});

async function onServer<T>(uri: string, work: (database: mongoose.mongo.Db) => Promise<T>): Promise<T> {
  const client = new mongoose.mongo.MongoClient(uri);
  try {
    return await work(client.db());
  } finally {
    await client.close();
  }
}

test('what was written is there after a restart on another port', async () => {
  const first = await start();
  await onServer(first.uri, (database) => database.collection('things').insertOne({ name: 'kept' }));
  await first.stop();
  const second = await start();
  expect(second.port).not.toBe(first.port);
  expect(await onServer(second.uri, (database) => database.collection('things').countDocuments())).toBe(1);
});

test('a second start on the same folder is refused in words, and the first goes on', async () => {
  const first = await start();
  await expect(start()).rejects.toThrow(/already runs on the folder .* DATA_DIR/);
  expect(await onServer(first.uri, (database) => database.command({ ping: 1 }))).toMatchObject({ ok: 1 });
});

test('mongod goes when the process that started it is killed', async () => {
  const source = join(__dirname, '../../dist/src/db/embedded.js');
  const script = `import(${JSON.stringify(source)}).then(async ({ startEmbedded }) => {
    const mongo = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, variables: process.env, report() {} });
    console.log(mongo.pid);
    setInterval(() => {}, 1000);
  })`;
  const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(line.toString());
  process.kill(pid, 0);
  parent.kill('SIGKILL');
  // The folder is free again only when that mongod is gone.
  await start();
  expect(() => process.kill(pid, 0)).toThrow();
});

test('a file with another checksum is refused', async () => {
  const file = join(dataDir, 'wheel');
  await writeFile(file, 'something else');
  await expect(mustMatch(file, '0'.repeat(64))).rejects.toThrow('another checksum');
});

test('the program named by MONGOMS_SYSTEM_BINARY comes first, then the PATH', async () => {
  const named = join(dataDir, 'mongod');
  await writeFile(named, '#!/bin/sh\n', { mode: 0o755 });
  expect(await findMongod({ variables: { MONGOMS_SYSTEM_BINARY: named, PATH: '' }, report })).toBe(named);
  expect(await findMongod({ variables: { PATH: dataDir }, report })).toBe(named);
});
