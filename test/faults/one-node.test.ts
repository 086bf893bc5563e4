import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, Person } from '../../playground/person.ts';
import { type SimulatedSlack, startSlack } from '../../playground/slack.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { heldOutsideMembership } from '../support/held.ts';
import { againWhileLate, lateAnswers, tries } from '../support/lateness.ts';
import {
  add,
  askDuring,
  expectNothingLost,
  expectNothingWrong,
  faultSeconds,
  isAway,
  onDatabase,
  untilWell,
} from '../support/load.ts';
import { type OwnMongo, ownMongo } from '../support/mongo.ts';
import { seed } from '../support/seed.ts';

/** The bot as a process and a MongoDB of its own, both of which may be stopped and killed. */
let mongo: OwnMongo;
let slack: SimulatedSlack;
let bot: BotProcess;
let people: Person[];

beforeEach(async () => {
  mongo = await ownMongo();
  slack = await startSlack({ keepCalls: false });
  await startBot();
  ({ people } = await seed(mongo.uri, slack, { people: 40 }));
});

afterEach(async () => {
  await bot.kill('SIGKILL');
  await mongo.stop();
  await slack.stop();
});

async function startBot() {
  bot = await startBotProcess({ slack, mongodbUri: mongo.uri });
  slack.deliverTo(bot.url);
}

const person = (index: number) => people[index % people.length] as Person;
const perSecond = 20;

const faults: Record<string, () => Promise<void>> = {
  [`stopped by SIGSTOP for ${faultSeconds} s`]: async () => {
    await wait(1000);
    mongo.kill('SIGSTOP');
    await wait(faultSeconds * 1000);
    mongo.kill('SIGCONT');
  },
  [`killed, and started again after ${faultSeconds} s`]: async () => {
    await wait(1000);
    mongo.kill('SIGKILL');
    await wait(faultSeconds * 1000);
    await mongo.restart();
  },
};

/** What came too late. */
async function lose(what: string, fault: () => Promise<void>): Promise<string[]> {
  await untilWell(people);
  const answers = await askDuring(people, { perSecond }, fault);
  const well = await untilWell(people);
  const slowest = Math.max(...answers.map(({ milliseconds }) => milliseconds));
  process.stdout.write(
    `MongoDB ${what}: ${answers.length} adds, ${answers.filter(isAway).length} told to try again, the slowest after ${Math.round(slowest)} ms, well after ${Math.round(well)} ms\n`,
  );
  expect(well).toBeLessThan(15_000);
  expectNothingWrong(answers);
  await expectNothingLost(mongo.uri, answers);
  expect(answers.some(isAway)).toBe(true);
  const lists = await Promise.all(people.map((one) => one.command('/task')));
  expect(lists.filter(({ text }) => !/Open in my projects/.test(text))).toEqual([]);
  return lateAnswers(answers);
}

test.each(Object.entries(faults))(
  'MongoDB %s: everybody is answered within 2.5 s, nothing acknowledged is lost, well within 15 s (S4)',
  (what, fault) => againWhileLate(() => lose(what, fault)),
  tries * (faultSeconds * 1000 + 60_000),
);

test('bot and MongoDB killed while 200 adds are in flight: each add that was answered is there', async () => {
  await untilWell(people);
  const adds = Array.from({ length: 200 }, (_, index) => add(person(index)));
  await Promise.race(adds);
  await wait(150);
  mongo.kill('SIGKILL');
  await bot.kill('SIGKILL');
  const answers = await Promise.all(adds);
  await mongo.restart();
  await startBot();
  const answered = answers.filter(({ text }) => /You created/.test(text));
  process.stdout.write(
    `bot and MongoDB killed with ${adds.length} adds under way: ${answered.length} had been answered\n`,
  );
  expect(answered.length).toBeGreaterThan(0);
  expect(answered.length).toBeLessThan(200);
  await expectNothingLost(mongo.uri, answers);
});

test('the bot killed at any moment between claims and departures: T8 holds, and all goes on after a restart', async () => {
  const rounds = 15;
  for (let task = 1; task <= rounds * 3; task++) await person(0).command(`/task add P1 Task ${task}`);
  for (let round = 0; round < rounds; round++) {
    const leaver = person(round + 1);
    const first = round * 3 + 1;
    const fromGroup = round % 2 === 1;
    if (fromGroup) await leaver.command('/group leave Seeded');
    const under = [
      leaver.command(`/task claim P1-${first} P1-${first + 1} P1-${first + 2}`),
      fromGroup ? leaver.submit() : leaver.command('/project leave P1'),
    ];
    await wait(Math.random() * 40);
    await bot.kill('SIGKILL');
    await Promise.all(under);
    expect(await onDatabase(mongo.uri, heldOutsideMembership)).toEqual([]);
    await startBot();
  }
  // What a killed bot had open is given up by the database within seconds.
  const since = performance.now();
  let left: Answer;
  do left = await person(1).command('/project leave P1');
  while (isAway(left) && performance.now() - since < 15_000);
  process.stdout.write(`bot killed ${rounds} times between claims and departures: all goes on\n`);
  expect(left.text).toMatch(/You left P1|aren't in that project|no such project/);
  expect(await onDatabase(mongo.uri, heldOutsideMembership)).toEqual([]);
});
