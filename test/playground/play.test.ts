import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { readConfig } from '../../src/config.ts';
import { freePort } from '../../src/db/free-port.ts';
import { startPlay } from '../../src/play.ts';
import { leaveDatabase, testMongoUri } from '../support/mongo.ts';
import { linkIn, openPage } from '../support/password-page.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { type Page, pageOf } from './page.ts';

/** The playground as `npm start` runs it: kept over restarts, started over, and filled by `--demo`. */
let folder: TemporaryFolder;
let mongodbUri: string;
let said: string[];
/** Of what runs now, and of what has failed to start. */
const stops: (() => Promise<void>)[] = [];

beforeEach(async () => {
  folder = await temporaryFolder();
  mongodbUri = testMongoUri();
  said = [];
});
afterEach(async () => {
  await stop();
  await leaveDatabase(mongodbUri);
  await folder.remove();
});

async function stop() {
  for (const each of stops.splice(0).reverse()) await each();
}

async function start(words: string[] = [], variables: Record<string, string> = {}): Promise<Page> {
  await stop();
  const given = { DATA_DIR: folder.path, PORT: '0', NODE_ENV: 'test', BCRYPT_COST: '4', LOG_LEVEL: 'error' };
  const config = readConfig({ ...given, ...variables }, words);
  return pageOf(await startPlay({ config, mongodbUri, stops, say: (line) => said.push(line) }));
}

async function onData<T>(work: (database: mongoose.mongo.Db) => Promise<T>): Promise<T> {
  const client = new mongoose.mongo.MongoClient(mongodbUri);
  try {
    return await work(client.db());
  } finally {
    await client.close();
  }
}

const file = () => join(folder.path, 'playground.json');
const password = 'Correct-horse-7';

/** Ada signs up by the page's form. */
async function signUp(page: Page) {
  await page.command('/account sign-up');
  const { modals } = await page.screen();
  const typed = { email: 'ada@example.com', password, confirmPassword: password };
  expect(await page.submit(modals[0], typed)).toMatchObject({ kind: 'modal' });
  await page.act({ do: 'close' });
}

/** Those that Ada was sent. */
async function files(page: Page): Promise<unknown[]> {
  const { channels } = await page.screen();
  const messages: { files?: unknown[] }[] = channels.at(-1).messages;
  return messages.flatMap((message) => message.files ?? []);
}

test('a restart leaves the messages and Home as they were, without what only one person saw', async () => {
  const page = await start();
  await signUp(page);
  await page.act({ do: 'say', text: 'Still here tomorrow', channelId: 'CT0ANALYTICGENERAL' });
  await page.command('/account export');
  await until(async () => (await files(page)).length > 0);
  await page.act({ do: 'home' });
  const before = await page.screen();
  expect(before.channels[0].messages.length).toBeGreaterThan(0);
  const later = await start();
  const { channels, home } = await later.screen();
  expect(channels[0].messages.map(({ text }: { text: string }) => text)).toEqual(['Still here tomorrow']);
  expect(home).toEqual(before.home);
  expect(await files(later)).toEqual([{ id: expect.any(String), name: expect.stringMatching(/\.json$/) }]);
  expect(await later.command('/group create Web')).toMatchObject({ kind: 'message' });
});

test('no password that was typed is in the file', async () => {
  const page = await start();
  await signUp(page);
  await page.command('/account password');
  const { modals } = await page.screen();
  await page.submit(modals[0], { currentPassword: password, password: 'wrong', confirmPassword: 'wrong' });
  await stop();
  const texts = await Promise.all(
    (await readdir(folder.path)).map((name) => readFile(join(folder.path, name), 'utf8').catch(() => '')),
  );
  expect(texts.join('')).toContain('"version":1');
  expect(texts.join('')).not.toContain(password);
});

test('a file that can not be read is set aside with a sentence, and the playground starts', async () => {
  await writeFile(file(), '{"version":1,"messages":[{');
  const page = await start();
  expect((await page.screen()).channels[0].messages).toEqual([]);
  expect(said).toEqual([expect.stringMatching(/can't be read.*unreadable/)]);
  const [aside] = (await readdir(folder.path)).filter((name) => name.includes('unreadable'));
  expect(await readFile(join(folder.path, aside ?? ''), 'utf8')).toBe('{"version":1,"messages":[{');
});

test('"Start over" empties the channels and the database, and the bot goes on', async () => {
  const page = await start();
  await signUp(page);
  await page.act({ do: 'say', text: 'Gone soon', channelId: 'CT0ANALYTICGENERAL' });
  expect(await onData((data) => data.collection('accounts').countDocuments())).toBe(1);
  expect(await page.post('/start-over')).toEqual({});
  expect(await onData((data) => data.collection('accounts').countDocuments())).toBe(0);
  expect((await page.screen()).channels[0].messages).toEqual([]);
  await signUp(page);
  expect(await onData((data) => data.collection('accounts').countDocuments())).toBe(1);
});

test('"Start over" leaves a database alone that is not the playground\'s own', async () => {
  const page = await start([], { MONGODB_URI: mongodbUri });
  await signUp(page);
  expect(await page.post('/start-over')).toEqual({ error: expect.stringMatching(/MONGODB_URI names another/) });
  expect(await onData((data) => data.collection('accounts').countDocuments())).toBe(1);
});

test('a port that is taken is told in a sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  await expect(start([], { PORT: String(port) })).rejects.toThrow(`PORT: another program listens on ${port}.`);
  other.close();
});

test('PUBLIC_URL of this machine: passwords are typed at that address; of another it is left aside', async () => {
  const publicUrl = `http://localhost:${await freePort()}`;
  const page = await start([], { PUBLIC_URL: publicUrl });
  await page.command('/account sign-up');
  const link = linkIn((await page.screen()).modals[0]);
  expect(link.startsWith(`${publicUrl}/password/`)).toBe(true);
  const values = { Email: 'ada@example.com', Password: password, 'Confirm password': password };
  expect((await (await openPage(link)).submit(values)).title).toBe('Done');
  const elsewhere = await start([], { PUBLIC_URL: 'https://dibs.example' });
  await elsewhere.command('/account password');
  const { modals } = await elsewhere.screen();
  expect(modals[0].blocks.some(({ type }: { type: string }) => type === 'input')).toBe(true);
});

describe('--demo', () => {
  test('fills an empty playground, soon, with work of three weeks that the people can go on with', async () => {
    const started = performance.now();
    const page = await start(['--demo']);
    // Some four seconds on a quiet machine.
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(said.join('\n')).toMatch(/ada, grace, .*password Correct-horse-7/);
    const count = (name: string) => onData((data) => data.collection(name).countDocuments());
    expect([await count('groups'), await count('projects'), await count('tasks')]).toEqual([2, 4, 60]);

    const tasks = await onData((data) => data.collection('tasks').find().toArray());
    const states = ['open', 'claimed', 'completed'].map((one) => tasks.filter(({ status }) => status === one).length);
    for (const state of states) expect(state).toBeGreaterThan(4);
    const created = tasks.map((task) => task['createdAt'].getTime());
    expect(Math.max(...created) - Math.min(...created)).toBeGreaterThan(14 * 24 * 60 * 60 * 1000);
    for (const { createdAt, claimedAt, completedAt } of tasks) {
      const times = [createdAt, claimedAt, completedAt].filter(Boolean).map((time: Date) => time.getTime());
      expect(times).toEqual([...times].sort((one, other) => one - other));
      expect(Math.max(...times)).toBeLessThan(Date.now());
    }

    await page.command('/account sign-out');
    await page.command('/account sign-in');
    const { modals, channels } = await page.screen();
    expect(await page.submit(modals[0], { username: 'ada', password })).toMatchObject({ kind: 'modal' });
    expect(channels[1].messages.map(({ isBot }: { isBot: boolean }) => isBot)).not.toContain(true);
    const { text } = await page.command('/task list WEB');
    expect(text).toMatch(/WEB-\d+/);
  });

  test('says so and changes nothing where the playground is in use', async () => {
    await signUp(await start());
    await start(['--demo']);
    expect(said).toEqual([expect.stringMatching(/fills an empty playground only/)]);
    expect(await onData((data) => data.collection('accounts').countDocuments())).toBe(1);
  });

  test('is refused with Slack credentials, and so is a word that nobody knows', () => {
    const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'x' };
    expect(() => readConfig(slack, ['--demo'])).toThrow(/--demo: .*never starts with SLACK_BOT_TOKEN/);
    expect(readConfig(slack).slack).toBeDefined();
    expect(() => readConfig({}, ['--dem'])).toThrow(/--dem: only --demo is known/);
  });
});
