import { setTimeout as wait } from 'node:timers/promises';
import { connectDatabase, type Database } from '../../src/db/connect.ts';
import { type Letter, Undelivered } from '../../src/domain/letter.ts';
import { outboxDelivery } from '../../src/jobs/outbox.ts';
import { repeat } from '../../src/jobs/repeat.ts';
import { gate } from '../support/gate.ts';
import { leaveDatabase, testMongoUri } from '../support/mongo.ts';
import { until } from '../support/until.ts';

/** The jobs of several processes on one outbox, with a stand-in for Slack. */
const uri = testMongoUri();
let database: Database;
let ahead = 0;
let changes = 0;
const stops: (() => Promise<void>)[] = [];
const clock = () => new Date(Date.now() + ahead);

beforeAll(async () => {
  database = await connectDatabase(uri);
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
afterAll(async () => {
  await database.close();
  await leaveDatabase(uri);
});

function startJobs(count: number, deliver: (letter: Letter) => Promise<void>) {
  for (let job = 0; job < count; job++) {
    const { deliverNext } = outboxDelivery({ outbox: database.stores.outbox, deliver, clock, report: () => undefined });
    stops.push(repeat(deliverNext, 10, () => undefined));
  }
}

async function write(...letters: { teamId: string; userId: string; sentence: string }[]) {
  const delivery = { key: `test-${changes++}`, deadline: Date.now() + 10_000 };
  const entries = letters.map((letter) => ({ ...letter, kind: 'notice' as const }));
  await database.stores.deliveries.once(delivery, 'write', (change) =>
    database.stores.outbox.add(entries, clock(), change),
  );
}

async function untilEmpty(quicker: number) {
  await until(async () => {
    ahead += quicker;
    return (await database.stores.outboxState.look(new Date())).waiting === 0;
  });
}

test('four jobs: each person gets their letters one after another, whatever fails meanwhile', async () => {
  const people = Array.from({ length: 10 }, (_, person) => ({ teamId: `T${person % 5}`, userId: `U${person}` }));
  const got = new Map(people.map(({ userId }) => [userId, [] as string[]]));
  const underWay = new Set<string>();
  let overlaps = 0;
  startJobs(4, async ({ userId, sentence }) => {
    if (underWay.has(userId)) overlaps++;
    underWay.add(userId);
    await wait(Math.random() * 5);
    underWay.delete(userId);
    if (Math.random() < 0.2) throw new Undelivered('failed', Math.random() < 0.5 ? {} : { notBefore: clock() });
    got.get(userId)?.push(sentence);
  });
  const sentences = Array.from({ length: 8 }, (_, number) => `Letter ${number}`);
  for (const sentence of sentences) await write(...people.map((person) => ({ ...person, sentence })));
  await untilEmpty(500);
  expect(overlaps).toBe(0);
  for (const [userId, seen] of got) expect({ userId, seen }).toEqual({ userId, seen: sentences });
});

test('workspaces that hang leave room for the others', async () => {
  const got: string[] = [];
  const { open, opened } = gate();
  startJobs(1, async ({ teamId, userId }) => {
    if (teamId.startsWith('slow')) await opened;
    got.push(`${teamId} ${userId}`);
  });
  const slow = Array.from({ length: 200 }, (_, number) => ({ teamId: `slow ${number % 20}`, userId: `U${number}` }));
  await write(...slow.map((person) => ({ ...person, sentence: 'Hello.' })));
  const others = Array.from({ length: 10 }, (_, number) => ({
    teamId: `T${number}`,
    userId: 'U1',
    sentence: 'Hello.',
  }));
  await write(...others);
  await until(() => got.length >= others.length);
  expect(got.sort()).toEqual(others.map(({ teamId, userId }) => `${teamId} ${userId}`));
  open();
  await untilEmpty(0);
  expect(got).toHaveLength(210);
});

test('a letter that can not be delivered is tried for a day, and then given up with its reason', async () => {
  let tries = 0;
  startJobs(1, async () => {
    tries++;
    throw new Undelivered('chat.postMessage: missing_scope', {});
  });
  const began = clock();
  await write({ teamId: 'T1', userId: 'U1', sentence: 'Never.' }, { teamId: 'T1', userId: 'U1', sentence: 'Neither.' });
  await untilEmpty(600_000);
  const hours = (clock().getTime() - began.getTime()) / 3_600_000;
  expect(hours).toBeGreaterThanOrEqual(24);
  expect(tries).toBeGreaterThan(50);
  const { givenUp, reasons } = await database.stores.outboxState.look(clock());
  expect({ givenUp, reasons }).toEqual({ givenUp: 2, reasons: ['chat.postMessage: missing_scope'] });
});
