import mongoose from 'mongoose';
import { type SimulatedSlack, startSlack } from '../../playground/slack.ts';
import { connectDatabase } from '../../src/db/connect.ts';
import { newId } from '../../src/db/record.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { leaveDatabase, newMongoUri } from '../support/mongo.ts';
import { type Command, startMongoProxy } from '../support/mongo-proxy.ts';
import { seed } from '../support/seed.ts';
import { until } from '../support/until.ts';

const oldOnes = 2600;
const batches = Math.ceil(oldOnes / 500);

let slack: SimulatedSlack;
let uri: string;
let client: mongoose.mongo.MongoClient;
let bots: BotProcess[];
let projectId: string;

beforeEach(async () => {
  slack = await startSlack({ keepCalls: false });
  uri = newMongoUri();
  client = new mongoose.mongo.MongoClient(uri);
  bots = [];
  const seeded = await seed(uri, slack, { people: 1 });
  [projectId = ''] = seeded.projectIds;
  await insertOld(oldOnes);
});
afterEach(async () => {
  await Promise.all(bots.map((bot) => bot.kill('SIGKILL')));
  await client.close();
  await leaveDatabase(uri);
  await slack.stop();
});

/** As a process before this migration writes them: without the group. */
async function insertOld(count: number) {
  const old = () => ({ _id: newId(), at: new Date(), kind: 'task.dropped', actorId: 'gone', projectId });
  await client
    .db()
    .collection<{ _id: string }>('activities')
    .insertMany(Array.from({ length: count }, old));
}

const isBatch = (command: Command) => command['update'] === 'activities';
const lacking = () =>
  client
    .db()
    .collection('activities')
    .countDocuments({ groupId: { $exists: false } });

async function untilFinished() {
  const finished = () =>
    client
      .db()
      .collection('migrations')
      .countDocuments({ finishedAt: { $exists: true } });
  await until(async () => (await finished()) === 2);
}

async function start(seen: (command: Command) => Promise<void> | void) {
  const proxy = await startMongoProxy(uri, { before: seen });
  const bot = await startBotProcess({ slack, mongodbUri: proxy.uri });
  bots.push(bot);
  return { bot, stop: proxy.stop };
}

test('two processes race: each batch is done by one of them, once', async () => {
  let done = 0;
  const count = (command: Command) => void (isBatch(command) && done++);
  const both = await Promise.all([start(count), start(count)]);
  await untilFinished();
  expect(await lacking()).toBe(0);
  expect(done).toBe(batches);
  await Promise.all(both.map(({ stop }) => stop()));
});

test('one is killed in the middle: another goes on where it was, once its lease has ended', async () => {
  let done = 0;
  const { stop } = await start(async (command) => {
    if (!isBatch(command) || ++done < 3) return;
    await bots[0]?.kill('SIGKILL');
    throw new Error('the bot is killed');
  }).catch(() => ({ stop: async () => undefined }));
  await until(() => done >= 3);
  const left = await lacking();
  expect(left).toBe(oldOnes - 2 * 500);
  let followed = 0;
  const second = await start((command) => void (isBatch(command) && followed++));
  await untilFinished();
  expect(await lacking()).toBe(0);
  expect(followed).toBe(batches - 2);
  const [record] = await client.db().collection('migrations').find().toArray();
  expect(record).toMatchObject({ _id: '0001 activities name their group', number: 1, contract: false });
  await stop();
  await second.stop();
});

test('what was stored of installations and nothing reads goes; the rest stays', async () => {
  const kept = { name: 'Analytical', organisationWide: false, appId: 'A', installedAt: new Date() };
  const unread = { botId: 'B', botUserId: 'UB', scopes: ['commands'], installerId: 'U' };
  const installations = client.db().collection<{ _id: string }>('installations');
  const old = Array.from({ length: 600 }, (_, number) => ({ _id: `T${number}`, ...kept, ...unread }));
  await installations.insertMany(old);
  const { stop } = await start(() => undefined);
  await untilFinished();
  const left = await installations.find().toArray();
  expect(left).toHaveLength(600);
  for (const { _id, ...fields } of left) expect(fields).toEqual(kept);
  await stop();
});

test('a process older than what the database has become refuses to start, in words', async () => {
  const newer = { number: 99, contract: true, startedAt: new Date(), cursor: '', holder: 'x', leasedUntil: new Date() };
  const migrations = client.db().collection<{ _id: string }>('migrations');
  await migrations.insertOne({ _id: '0098 expands only', ...newer, contract: false } as never);
  await (await connectDatabase(uri)).close();
  await migrations.insertOne({ _id: '0099 takes the old form away', ...newer } as never);
  await expect(connectDatabase(uri)).rejects.toThrow(
    /has schema 99, made by a newer version of Dibs; this one knows 2\. Start that version or a newer one\./,
  );
  await expect(startBotProcess({ slack, mongodbUri: uri })).rejects.toThrow(
    /ended with 1:\nThe database has schema 99/,
  );
});
