import type { Answer, Person } from '../playground/person.ts';
import { againWhileLate, described, isLate } from './support/lateness.ts';
import { type OwnMongo, ownMongo } from './support/mongo.ts';
import { seed } from './support/seed.ts';
import { until } from './support/until.ts';
import { startWorld, type World } from './support/world.ts';

/** A group of 5,000 members with 200 projects and 100,000 tasks. */
const mostMilliseconds = 300;
/** So many inserts make a server stand still for seconds, others' tests too. */
let mongo: OwnMongo;
let world: World;
let owner: Person;
let worker: Person;
let member: Person;

beforeAll(async () => {
  mongo = await ownMongo();
  world = await startWorld({ mongodbUri: mongo.uri });
  const { people } = await seed(world.mongodbUri, world.slack, { people: 5000, projects: 200, tasks: 100_000 });
  [owner, worker, member] = [people[0], people[1], people[4000]] as [Person, Person, Person];
  await owner.command('/task');
});
afterAll(async () => {
  await world.stop();
  await mongo.stop();
});

/** Returns the answer if it came too late; else it must be of that kind, and nothing wrong. */
function lateOrRight(answer: Answer, kind: Answer['kind'] = 'message'): string[] {
  if (isLate(answer, mostMilliseconds)) return [described(answer)];
  expect(`${answer.kind}: ${answer.text}`).not.toMatch(/Something went wrong|nothing was saved/);
  expect(answer.kind).toBe(kind);
  return [];
}

/** Does what may be done several times. */
const quickly = (act: () => Promise<Answer>, kind?: Answer['kind']) =>
  againWhileLate(async () => lateOrRight(await act(), kind));

/** For what can't be done again. */
const expectQuick = (answer: Answer, kind?: Answer['kind']) => expect(lateOrRight(answer, kind)).toEqual([]);

test.each([
  ['/task'],
  ['/task mine'],
  ['/task list'],
  ['/task list P7'],
  ['/task list P7 claimed'],
  ['/task list completed'],
  ['/task P7-3'],
  ['/task add P7 One more among many'],
  ['/task claim P7-1'],
  ['/project'],
  ['/project show P7'],
  ['/project members P7'],
  ['/group'],
  ['/group members'],
  ['/group invites'],
  ['/account'],
])('%s', async (command) => {
  await quickly(() => worker.command(command));
});

test('pages of a list, forwards and back', () =>
  againWhileLate(async () => {
    const first = await worker.command('/task list');
    const second = await worker.press('Next');
    expect(second.text).not.toBe(first.text);
    const back = await worker.press('Previous');
    expect(back.text).toBe(first.text);
    return [...lateOrRight(second), ...lateOrRight(back)];
  }));

test('Home, its selects and a claim in it', async () => {
  await quickly(() => worker.openHome(), 'home');
  await quickly(() => worker.choose('Status', 'Completed'), 'home');
  await quickly(() => worker.choose('Status', 'Open'), 'home');
  await quickly(() => worker.press('Claim'), 'home');
  await quickly(() => worker.press('Next'), 'home');
});

test('forms that offer 200 projects, and the search for a person among 5,000', async () => {
  for (const [person, command] of [
    [worker, '/task add'],
    [member, '/project join'],
  ] as const)
    await quickly(async () => {
      const answer = await person.command(command);
      person.close();
      return answer;
    }, 'modal');
  await owner.command('/group invite');
  await againWhileLate(async () => {
    const started = performance.now();
    // All who begin so are members already.
    expect(await owner.suggest('group.person', 'person49')).toEqual([]);
    const took = performance.now() - started;
    return took < mostMilliseconds ? [] : [`suggestions after ${took} ms`];
  });
  owner.close();
});

test('deleting the group is gone at once to everyone, and swept behind', async () => {
  const form = await owner.command('/group delete Seeded');
  expect(form.text).toMatch(/100\+ memberships, 100\+ projects, all their tasks/);
  expectQuick(await owner.submit(), 'modal');
  owner.close();
  const list = await worker.command('/task list');
  expectQuick(list);
  expect(list.text).toMatch(/Nothing here/);
  expect((await worker.command('/task P7-3')).text).toMatch(/There is no task P7-3/);
  expect((await worker.command('/group')).text).toMatch(/You aren't in a group yet/);
  expect((await worker.openHome()).text).not.toMatch(/P\d+-\d+/);
  // The name is free again, and people are answered as quickly while the sweep goes on.
  expectQuick(await worker.command('/group create Seeded'));
  const tasks = await world.count('tasks', {});
  await until(async () => (await world.count('tasks', {})) < tasks);
  await quickly(() => worker.command('/task list'));
  await quickly(() => worker.command('/group'));
  expect(await world.count('tasks', {})).toBeGreaterThan(0);
  const left = async () => [
    await world.count('tasks', {}),
    await world.count('projects', {}),
    await world.count('memberships', {}),
  ];
  await until(async () => (await left()).join() === '0,0,1', 100_000);
});
