import type { Person } from '../../playground/person.ts';
import { password, startWorld, type World } from '../support/world.ts';

/** T8: nobody who isn't a member of the project holds a claimed task, however things interleave. */
const rounds = Number(process.env['DIBS_ROUNDS'] ?? 8);
let world: World;
let owner: Person;

beforeEach(async () => {
  world = await startWorld({ bots: 2 });
  owner = await world.member('ada');
});
afterEach(() => world.stop());

const departures: Record<string, (person: Person, group: string, key: string) => Promise<unknown>> = {
  'leaving the project': (person, _, key) => person.command(`/project leave ${key}`),
  'leaving the group': async (person, group) => {
    await person.command(`/group leave ${group}`);
    return person.submit();
  },
  'being removed from the group': (person, group) => owner.command(`/group remove ${group} @${person.name}`),
  'deleting the group': async (_, group) => {
    await owner.command(`/group delete ${group}`);
    return owner.submit();
  },
  'deleting the account': async (person) => {
    await person.command('/account delete');
    return person.submit({ 'Current password': password });
  },
};

test.each(Object.entries(departures))('claims against %s', async (name, depart) => {
  for (let round = 0; round < rounds; round++) {
    const letter = 'abcde'[Object.keys(departures).indexOf(name)];
    const tag = `${letter}${letter}${round}`;
    const [group, key] = [`Group ${tag}`, tag.toUpperCase()];
    const person = await signedUp(`p${tag}`);
    await prepare(person, group, key);
    const pause = Math.floor(Math.random() * 25);
    const [claimed] = await Promise.all([
      person.command(`/task claim ${key}-1 ${key}-2 ${key}-3`),
      after(pause).then(() => depart(person, group, key)),
    ]);
    expect(claimed.kind).toBe('message');
    expect(await world.heldOutsideMembership()).toEqual([]);
  }
});

/** Lets both sides start at another distance each round. */
const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function signedUp(name: string): Promise<Person> {
  const person = world.slack.addPerson(name, 'Some', 'Body');
  await person.command('/account sign-up');
  await person.submit({
    Username: name,
    Email: `${name}@example.com`,
    Password: password,
    'Confirm password': password,
  });
  person.close();
  return person;
}

async function prepare(person: Person, group: string, key: string): Promise<void> {
  await owner.command(`/group create ${group}`);
  await owner.command(`/group invite ${group} @${person.name}`);
  await person.command('/group invites');
  const accepted = await person.press('Accept');
  if (!/You accepted/.test(accepted.text)) throw new Error(accepted.text);
  const form = await owner.command(`/project create ${key}`);
  if (form.kind !== 'modal') throw new Error(form.text);
  await owner.submit({ Group: group, Key: key });
  owner.close();
  await person.command(`/project join ${key}`);
  for (let task = 1; task <= 3; task++) await owner.command(`/task add ${key} Task ${task}`);
}
