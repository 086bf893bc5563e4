import type { Answer, Person } from '../../playground/person.ts';
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

test('32 people accept into one group at once: all are in it', async () => {
  await owner.command('/group create Web');
  const accepts: (() => Promise<Answer>)[] = [];
  for (let number = 0; number < 32; number++) accepts.push(await invited(`person${number}`, 'Web'));
  // A busy machine may need more than the two seconds that a person waits; who is told to try again does so.
  const answers = accepts.map(async (accept) => {
    const { text } = await accept();
    return /Try again in a moment/.test(text) ? (await accept()).text : text;
  });
  expect((await Promise.all(answers)).filter((text) => !/You accepted/.test(text))).toEqual([]);
  expect(await world.count('memberships', {})).toBe(33);
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
