import type { Person } from '../../playground/person.ts';
import { testMongoUri } from '../support/mongo.ts';
import { type Command, startMongoProxy } from '../support/mongo-proxy.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

/**
 * Which calls of the database an interaction makes, once what is kept for a second is there (db/kept.ts): each one more
 * costs the bot some 0.15 ms of processor time (docs/performance.md). Written down whole, so that a new one is a decision.
 */
let proxy: Awaited<ReturnType<typeof startMongoProxy>>;
let world: World;
let ada: Person;
let grace: Person;
let commands: Command[] = [];

/** What the jobs and the figures look for meanwhile, and how the driver keeps its connections. */
const others = /^(?:hello|ping|endSessions|(?:find|aggregate|findAndModify) (?:outbox|exports|migrations|paces)$)/;
const isSweep = ({ filter }: Command) => JSON.stringify(filter)?.startsWith('{"deletedAt":{"$gt"');

beforeAll(async () => {
  proxy = await startMongoProxy(testMongoUri(), { before: (command) => void commands.push(command) });
  world = await startWorld({ mongodbUri: proxy.uri, keptMilliseconds: 60_000 });
  ({ ada, grace } = await world.team());
  for (let number = 1; number <= 9; number++) await ada.command(`/task add WEB Number ${number}`);
  // From here on what is kept is there.
  await grace.command('/task list WEB');
  await grace.command('/task claim WEB-1');
  await grace.press('Claim', { on: (await grace.command('/task WEB-9')).message as never });
  // What setting up has told people is on its way no longer.
  await until(async () => (await world.count('outbox', {})) === 0);
});
afterAll(async () => {
  await world.stop();
  await proxy.stop();
});

async function callsOf(work: () => Promise<unknown>): Promise<string[]> {
  commands = [];
  await work();
  await world.idle();
  return commands
    .filter((command) => !isSweep(command))
    .map((command) => Object.entries(command)[0]?.join(' ').replace('commitTransaction 1', 'commit') ?? '')
    .filter((call) => !others.test(call));
}

const step = ['findAndModify tasks', 'update memberships', 'insert activities', 'commit'];

test('/task claim', async () => {
  expect(await callsOf(() => grace.command('/task claim WEB-2'))).toEqual(step);
});

test('/task complete', async () => {
  expect(await callsOf(() => grace.command('/task complete WEB-2'))).toEqual(step);
});

test('the buttons Claim and Complete', async () => {
  const shown = await grace.command('/task WEB-3');
  const on = { on: shown.message as never };
  expect(await callsOf(() => grace.press('Claim', on))).toEqual(step);
  const claimed = await grace.command('/task WEB-3');
  expect(await callsOf(() => grace.press('Complete', { on: claimed.message as never }))).toEqual(step);
});

test('Home', async () => {
  const calls = await callsOf(() => grace.openHome());
  expect(calls.sort()).toEqual(['aggregate memberships', 'find invitations', 'find tasks', 'find tasks']);
});

test('/task list', async () => {
  const calls = await callsOf(() => grace.command('/task list WEB'));
  expect(calls).toEqual(['find projects', 'find memberships', 'find tasks']);
});

test('lists of several sections', async () => {
  const looked = ['aggregate memberships', 'find tasks', 'find tasks'];
  expect(await callsOf(() => grace.command('/task'))).toEqual(looked);
  expect(await callsOf(() => grace.command('/task mine'))).toEqual(looked);
});

test('/project show', async () => {
  const visible = ['find projects', 'find groups', 'find memberships'];
  const shown = ['find memberships', 'aggregate memberships'];
  expect(await callsOf(() => grace.command('/project show WEB'))).toEqual([...visible, ...shown]);
});

test('/task add', async () => {
  const calls = await callsOf(() => grace.command('/task add WEB Number 10'));
  const looked = ['aggregate memberships', 'find activities', 'findAndModify projects'];
  const made = ['update memberships', 'insert tasks', 'insert activities', 'commit'];
  expect(calls).toEqual([...looked, ...made]);
});
