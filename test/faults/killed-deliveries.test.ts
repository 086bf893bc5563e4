import { installInBrowser } from '../../playground/install.ts';
import type { Person } from '../../playground/person.ts';
import { type KilledBot, type Point, killRounds as rounds, startKilledBot } from '../support/killed-bot.ts';
import type { Command } from '../support/mongo-proxy.ts';
import { seed } from '../support/seed.ts';
import { until } from '../support/until.ts';

/**
 * The bot is killed at each point of a delivery, and another goes on: nothing is lost, each letter is shown once, and
 * in its order.
 */
const peoplePerRound = 3;

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

let killed: KilledBot;
let ada: Person;
let count = 0;

beforeAll(async () => {
  killed = await startKilledBot();
  [ada] = (await seed(killed.uri, killed.slack, { people: 1 })).people as [Person];
  await installInBrowser(killed.installUrl, ada.teamId);
  for (const name of ['First', 'Second']) await ada.command(`/group create ${name}`);
});
afterAll(() => killed.stop());

const outbox = () => killed.database.collection('outbox');
const paces = () => killed.database.collection<{ _id: string; paidUntil: Date }>('paces');

/** Nothing is delivered until `begin` is called. */
async function holdDeliveries() {
  const held = { _id: ada.teamId, paidUntil: new Date(Date.now() + 3_600_000) };
  await paces().replaceOne({ _id: held._id }, held, { upsert: true });
  return async function begin() {
    await paces().deleteMany({});
    await killed.timePasses();
  };
}

async function round(points: Point[]) {
  const begin = await holdDeliveries();
  const people = Array.from({ length: peoplePerRound }, () => {
    const number = ++count;
    return killed.slack.addPerson(`person${number}`, 'Person', String(number));
  });
  for (const person of people)
    for (const group of ['First', 'Second']) await ada.command(`/group invite ${group} @${person.name}`);
  marked = false;
  let kill = killed.killAt(points[0] as Point);
  await begin();
  for (const next of [...points.slice(1), undefined]) {
    await kill;
    await killed.timePasses();
    if (next) kill = killed.killAt(next);
    await killed.start();
  }
  await until(async () => (await outbox().countDocuments()) === 0);
  for (const person of people) {
    const messages = person.directMessages();
    expect(messages.map(({ text }) => /group (\w+)/.exec(text)?.[1])).toEqual(['First', 'Second']);
    for (const { ts } of messages)
      expect(await killed.database.collection('invitations').countDocuments({ 'messages.ts': ts })).toBe(1);
  }
}

test.each(cases)(
  'killed %s',
  async (where, points) => {
    for (let number = 0; number < rounds; number++) await round(points);
    const letters = rounds * peoplePerRound * 2;
    process.stdout.write(`bot killed ${where}, ${rounds} times: ${letters} letters, each shown once and in order\n`);
  },
  60_000 + rounds * 60_000,
);
