import mongoose from 'mongoose';
import type { Person } from '../../playground/person.ts';
import { type SimulatedSlack, startSlack } from '../../playground/slack.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { dropDatabase, testMongoUri } from '../support/mongo.ts';
import { type Command, startMongoProxy } from '../support/mongo-proxy.ts';
import { password } from '../support/world.ts';

/**
 * The bot is killed at each point of a delivery, and another goes on: nothing is lost, each letter is shown once, and
 * in its order. Rounds at each point: DIBS_KILL_ROUNDS, or two.
 */
const rounds = Number(process.env['DIBS_KILL_ROUNDS'] ?? 2);
const peoplePerRound = 3;

interface Point {
  /** A command to MongoDB before which the bot is killed. */
  write?: (command: Command) => boolean;
  /** A call to Slack before or after which it is. */
  call?: string;
  carriedOut?: boolean;
}

const first = (command: Command, array: string): Record<string, never> =>
  (command[array] as Record<string, never>[] | undefined)?.[0] ?? {};
const setsLease = (command: Command) => JSON.stringify(first(command, 'updates')).includes('"lease":"');
const onOutbox = (command: Command) => command['autocommit'] === undefined && command['update'] === 'outbox';

const lease: Point = { write: (command) => onOutbox(command) && setsLease(command) };
const beforePost: Point = { call: 'chat.postMessage' };
const afterPost: Point = { call: 'chat.postMessage', carriedOut: true };
const noting: Point = {
  write: (command) => command['update'] === 'invitations' && command['autocommit'] === undefined,
};
const mark: Point = { write: (command) => command['delete'] === 'outbox' };
const opening: Point = { call: 'conversations.open' };
const looking: Point = { call: 'conversations.history', carriedOut: true };
const beforeUpdate: Point = { call: 'chat.update' };
const afterUpdate: Point = { call: 'chat.update', carriedOut: true };
let marked = false;
const waking: Point = {
  write: (command) => {
    marked ||= command['delete'] === 'outbox';
    return marked && onOutbox(command) && !setsLease(command);
  },
};

const cases: [string, Point[]][] = [
  ['before the lease', [lease]],
  ['after the lease', [beforePost]],
  ['after the post', [afterPost]],
  ['before the message is noted', [noting]],
  ['before the mark', [mark]],
  ['before the next is woken', [waking]],
  ['after the post, and when the conversation is opened', [afterPost, opening]],
  ['after the post, and after looking for it', [afterPost, looking]],
  ['after the post, and before the update', [afterPost, beforeUpdate]],
  ['after the post, and after the update', [afterPost, afterUpdate]],
  ['before the mark, and before the mark again', [mark, mark]],
];

let slack: SimulatedSlack;
let bot: BotProcess;
let proxy: Awaited<ReturnType<typeof startMongoProxy>>;
let client: mongoose.mongo.MongoClient;
let ada: Person;
let armed: { point: Point; killed: () => void } | undefined;
let count = 0;
const uri = testMongoUri();

async function kill() {
  const { killed = () => undefined } = armed ?? {};
  armed = undefined;
  await bot.kill('SIGKILL');
  killed();
}

/** Resolves when the bot was killed there. */
function killAt(point: Point): Promise<void> {
  marked = false;
  return new Promise((killed) => {
    armed = { point, killed };
  });
}

async function startBot() {
  bot = await startBotProcess({ slack, mongodbUri: proxy.uri });
  slack.deliverTo(bot.url);
}

beforeAll(async () => {
  slack = await startSlack({ keepCalls: false });
  slack.onCall = async ({ method }, carryOut) => {
    if (armed?.point.call !== method) return carryOut();
    if (armed.point.carriedOut) carryOut();
    await kill();
    return { status: 500, body: {} };
  };
  proxy = await startMongoProxy(uri, {
    async before(command) {
      if (!armed?.point.write?.(command)) return;
      await kill();
      throw new Error('the bot is killed');
    },
  });
  client = new mongoose.mongo.MongoClient(uri);
  await startBot();
  ada = slack.person('ada');
  await ada.command('/account sign-up');
  await ada.submit({ Email: 'ada@example.com', Password: password, 'Confirm password': password });
  ada.close();
  for (const name of ['First', 'Second']) await ada.command(`/group create ${name}`);
}, 60_000);

afterAll(async () => {
  await bot.kill('SIGKILL');
  await proxy.stop();
  await client.close();
  await slack.stop();
  await dropDatabase(uri);
}, 30_000);

const outbox = () => client.db().collection('outbox');
const paces = () => client.db().collection<{ _id: string; paidUntil: Date }>('paces');

/** Nothing is delivered until `begin` is called. */
async function holdDeliveries() {
  const held = { _id: ada.teamId, paidUntil: new Date(Date.now() + 3_600_000) };
  await paces().replaceOne({ _id: held._id }, held, { upsert: true });
  return async function begin() {
    await paces().deleteMany({});
    await timePasses();
  };
}

/** Leases end, and what waits for its time is due. */
async function timePasses() {
  await outbox().updateMany({ dueAt: { $exists: true } }, { $set: { dueAt: new Date(0) } });
}

async function untilDelivered() {
  const late = Date.now() + 20_000;
  while ((await outbox().countDocuments()) > 0) {
    if (Date.now() > late) throw new Error(`not delivered:\n${JSON.stringify(await outbox().find().toArray())}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function round(points: Point[]) {
  const begin = await holdDeliveries();
  const people = Array.from({ length: peoplePerRound }, () => {
    const number = ++count;
    return slack.addPerson(`person${number}`, 'Person', String(number));
  });
  for (const person of people)
    for (const group of ['First', 'Second']) await ada.command(`/group invite ${group} @${person.name}`);
  let killed = killAt(points[0] as Point);
  await begin();
  for (const next of [...points.slice(1), undefined]) {
    await killed;
    await timePasses();
    if (next) killed = killAt(next);
    await startBot();
  }
  await untilDelivered();
  for (const person of people) {
    const messages = person.directMessages();
    expect(messages.map(({ text }) => /group (\w+)/.exec(text)?.[1])).toEqual(['First', 'Second']);
    for (const { ts } of messages)
      expect(await client.db().collection('invitations').countDocuments({ 'messages.ts': ts })).toBe(1);
  }
}

test.each(cases)(
  'killed %s',
  async (where, points) => {
    for (let number = 0; number < rounds; number++) await round(points);
    const letters = rounds * peoplePerRound * 2;
    process.stdout.write(`bot killed ${where}, ${rounds} times: ${letters} letters, each shown once and in order\n`);
  },
  30_000 + rounds * 20_000,
);
