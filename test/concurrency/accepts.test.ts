import type { Answer, Person } from '../../playground/person.ts';
import { inTime } from '../support/in-time.ts';
import { described, isAway } from '../support/load.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

/** Accepting, while others do and while the group goes (G4, G7). */
let world: World;
let owner: Person;

beforeEach(async () => {
  world = await startWorld({ bots: 2 });
  owner = await world.member('ada');
});
afterEach(() => world.stop());

/** How somebody new answers an invitation to this group; to be called again where they are told to try again. */
async function invited(name: string, group: string): Promise<() => Promise<Answer>> {
  world.slack.addPerson(name, 'Some', 'Body');
  const person = await world.member(name);
  const { message } = await invite(person, group);
  return () => person.press('Accept', message && { on: message });
}

async function invite(person: Person, group: string): Promise<Answer> {
  await owner.command(`/group invite ${group} @${person.name}`);
  return person.command('/group invites');
}

/** Returns what a busy machine came to too late. */
async function allAccept(group: string): Promise<string[]> {
  await owner.command(`/group create ${group}`);
  const accepts: (() => Promise<Answer>)[] = [];
  for (let number = 0; number < 32; number++) accepts.push(await invited(`${group}${number}`, group));
  const before = await world.count('memberships', {});
  const answers = await Promise.all(accepts.map((accept) => accept()));
  const late = answers.filter((answer) => isAway(answer) || answer.kind === 'nothing');
  const told = answers.filter((answer) => !late.includes(answer));
  expect(told.map(({ text }) => text).filter((text) => !/You accepted/.test(text))).toEqual([]);
  const made = (await world.count('memberships', {})) - before;
  expect(made).toBeGreaterThanOrEqual(told.length);
  if (late.length === 0) expect(made).toBe(32);
  return late.map(described);
}

test('32 people accept into one group at once: all are in it', async () => {
  const groups = ['web', 'api', 'ops'];
  await inTime(() => allAccept(groups.shift() ?? ''));
});

test('accepting while the group is deleted leaves nothing of it behind', async () => {
  const person = await world.member('grace');
  for (let round = 0; round < 20; round++) {
    await owner.command(`/group create Group ${round}`);
    await invite(person, `Group ${round}`);
    await owner.command(`/group delete Group ${round}`);
    await Promise.all([person.press('Accept'), owner.submit()]);
    owner.close();
  }
  expect((await person.command('/group')).text).toMatch(/You aren't in a group yet/);
  const left = async () => (await world.count('groups', {})) === 0;
  await until(left);
  expect(await world.count('memberships', {})).toBe(0);
  expect(await world.count('invitations', {})).toBe(0);
});
