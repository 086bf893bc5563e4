import { setTimeout as wait } from 'node:timers/promises';
import { againWhileLate, described, isLate } from '../support/lateness.ts';
import { testMongoUri } from '../support/mongo.ts';
import { startMongoProxy } from '../support/mongo-proxy.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

let lateMilliseconds = 0;
let commits = 0;
let proxy: Awaited<ReturnType<typeof startMongoProxy>>;
let world: World;

beforeEach(() => {
  lateMilliseconds = 0;
});
beforeAll(async () => {
  proxy = await startMongoProxy(testMongoUri(), {
    async before(command) {
      if (!('commitTransaction' in command)) return;
      commits++;
      await wait(lateMilliseconds);
    },
  });
  world = await startWorld({ mongodbUri: proxy.uri, keptMilliseconds: 1000 });
});
afterAll(async () => {
  await world.stop();
  await proxy.stop();
});

let people = 0;

/** Returns what was told too late. */
async function signsOutLate(): Promise<string[]> {
  const { name } = world.slack.addPerson(`leaving${++people}`, 'Leaving', 'Soon');
  const person = await world.member(name);
  lateMilliseconds = 1500;
  const before = commits;
  const answer = await person.command('/account sign-out');
  lateMilliseconds = 0;
  // Given up, and said truly.
  const away = commits > before ? /may not have been saved/ : /nothing was saved/;
  if (isLate(answer) || away.test(answer.text)) return [described(answer)];
  expect(answer.text).toMatch(/You are signed out/);
  expect((await person.command('/task')).text).toMatch(/Sign up, or sign in/);
  return [];
}

test('a change of what processes keep that is committed late, but in time, is told as made (S4)', () =>
  againWhileLate(signsOutLate));

test('a form whose change is committed too late, sent again with other words: what counts is said (S3)', async () => {
  const grace = await world.member('grace');
  await grace.command('/group create Web');
  await grace.command('/project create Website');
  await grace.submit({ Key: 'WEB' });
  grace.close();
  await grace.command('/task add WEB');
  lateMilliseconds = 2500;
  const { errors } = await grace.submit({ Title: 'First' });
  expect(Object.values(errors)).toEqual([expect.stringMatching(/it may not have been saved/)]);
  lateMilliseconds = 0;
  await until(async () => (await world.count('tasks', {})) === 1);
  expect((await grace.submit({ Title: 'Second' })).text).toBe(
    "Sent before\nThis form was sent before, and that counts. What you changed since isn't saved: open the form again to change it.",
  );
  expect((await grace.command('/task list WEB')).text).toMatch(/WEB-1 {2}First/);
  expect(await world.count('tasks', {})).toBe(1);
});
