import type { Answer, Person } from '../../playground/person.ts';
import { againWhileLate, described, isLate } from '../support/lateness.ts';
import { isAway } from '../support/load.ts';
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

/** Somebody new who is shown an invitation to this group. */
async function invited(name: string, group: string): Promise<Person> {
  world.slack.addPerson(name, 'Some', 'Body');
  const person = await world.member(name);
  await invite(person, group);
  return person;
}

async function invite(person: Person, group: string): Promise<Answer> {
  await owner.command(`/group invite ${group} @${person.name}`);
  return person.command('/group invites');
}

/** Returns what a busy machine came to too late. */
async function allAccept(group: string): Promise<string[]> {
  await owner.command(`/group create ${group}`);
  const people: Person[] = [];
  for (let number = 0; number < 32; number++) people.push(await invited(`${group}${number}`, group));
  const answers = await Promise.all(people.map((person) => person.press('Accept')));
  const late = answers.filter((answer) => isAway(answer) || isLate(answer));
  const told = answers.filter((answer) => !late.includes(answer));
  expect(told.map(({ text }) => text).filter((text) => !/You accepted/.test(text))).toEqual([]);
  // Who was told to look and to try again does.
  for (const [index, person] of people.entries()) {
    if (!late.includes(answers[index] as Answer)) continue;
    const { buttons } = await person.command('/group invites');
    if (buttons.includes('Accept')) expect((await person.press('Accept')).text).toMatch(/You accepted/);
  }
  const stored = await world.collection('groups').findOne({ name: group });
  expect(await world.count('memberships', { groupId: String(stored?._id) })).toBe(33);
  return late.map(described);
}

test('32 people accept into one group at once: all are in it', async () => {
  let groups = 0;
  await againWhileLate(() => allAccept(`group${++groups}`));
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
