import fc from 'fast-check';
import type { Answer, Person } from '../../playground/person.ts';
import { password } from '../support/world.ts';

/** Something that one of six people does. Names are few, so that what they do meets. */
export interface Act {
  who: number;
  say: string;
  /** What follows where a form or a list opens. */
  next?: (person: Person) => Promise<unknown>;
}

const handles = ['ada', 'grace', 'alan', 'katherine', 'emmy', 'sofia'];
const group = fc.constantFrom('North', 'South');
const key = fc.constantFrom('AA', 'BB', 'CC');
const person = fc.constantFrom(...handles);
const reference = fc.tuple(key, fc.integer({ min: 1, max: 4 })).map(([one, number]) => `${one}-${number}`);

/** A form or button that isn't there is nothing done, as for a person. */
const perhaps = (work: (person: Person) => Promise<unknown>) => async (who: Person) => {
  try {
    await work(who);
  } catch {
    // The history goes on.
  }
};

const says: fc.Arbitrary<Omit<Act, 'who'>>[] = [
  group.map((name) => ({ say: `/group create ${name}` })),
  fc.tuple(group, person).map(([name, whom]) => ({ say: `/group invite ${name} @${whom}` })),
  fc.tuple(group, person).map(([name, whom]) => ({ say: `/group withdraw ${name} @${whom}` })),
  fc.tuple(group, person).map(([name, whom]) => ({ say: `/group remove ${name} @${whom}` })),
  fc.tuple(group, person).map(([name, whom]) => ({ say: `/group transfer ${name} @${whom}` })),
  group.map((name) => ({ say: `/group leave ${name}` })),
  group.map((name) => ({ say: `/group delete ${name}`, next: perhaps((who) => who.submit()) })),
  fc.constant({ say: '/group invites', next: perhaps((who) => who.press('Decline')) }),
  fc.constant({ say: '/account delete', next: perhaps(leaveAndComeBack) }),
  fc.tuple(group, key).map(([name, one]) => ({
    say: `/project create ${one} of ${name}`,
    next: perhaps((who) => who.submit({ Group: name, Key: one })),
  })),
  key.map((one) => ({ say: `/project leave ${one}` })),
  key.map((one) => ({ say: `/project delete ${one}`, next: perhaps((who) => who.submit()) })),
  fc.tuple(key, person).map(([one, whom]) => ({ say: `/project remove ${one} @${whom}` })),
  fc.tuple(key, person).map(([one, whom]) => ({ say: `/project transfer ${one} @${whom}` })),
  ...['drop', 'complete', 'reopen', 'release', 'delete'].map((verb) =>
    reference.map((task) => ({ say: `/task ${verb} ${task}` })),
  ),
];

/** What makes other things possible comes more often than what ends them. */
const often: fc.Arbitrary<Omit<Act, 'who'>>[] = [
  fc.constant({ say: '/group invites', next: perhaps((who) => who.press('Accept')) }),
  key.map((one) => ({ say: `/project join ${one}` })),
  key.map((one) => ({ say: `/task add ${one} Some work` })),
  reference.map((task) => ({ say: `/task claim ${task}` })),
];

const act = fc
  .tuple(
    fc.integer({ min: 0, max: handles.length - 1 }),
    fc.oneof(
      { weight: says.length, arbitrary: fc.oneof(...says) },
      { weight: 3 * says.length, arbitrary: fc.oneof(...often) },
    ),
  )
  .map(([who, rest]): Act => ({ who, ...rest }));

/** Rounds of acts: those of one round happen at once, each by another person. */
export const histories = (atOnce: number, rounds: number): fc.Arbitrary<Act[][]> =>
  fc.array(fc.uniqueArray(act, { selector: ({ who }) => who, minLength: 1, maxLength: atOnce }), {
    minLength: rounds,
    maxLength: rounds,
  });

export async function perform({ say, next }: Act, who: Person): Promise<Answer> {
  const answer = await who.command(say);
  await next?.(who);
  while (who.modals().length > 0) who.close();
  return answer;
}

async function leaveAndComeBack(who: Person): Promise<void> {
  const gone = await who.submit({ 'Current password': password });
  who.close();
  if (!/Your account is deleted/.test(gone.text)) return;
  await signUp(who);
}

export async function signUp(who: Person): Promise<void> {
  await who.command('/account sign-up');
  const names = { 'First name': who.name, Surname: 'Example', Username: who.name, Email: `${who.name}@example.com` };
  const { text } = await who.submit({ ...names, Password: password, 'Confirm password': password });
  if (!/Welcome/.test(text)) throw new Error(`${who.name} could not sign up: ${text}`);
}

/** Two groups and three projects, so that a short history has something to work on. */
export async function firstActs([ada, grace, alan, , emmy, sofia]: Person[]): Promise<void> {
  const [owner, other] = [ada, emmy] as [Person, Person];
  await perform({ who: 0, say: '/group create North' }, owner);
  await perform({ who: 0, say: '/group create South' }, other);
  for (const person of [grace, alan, emmy] as Person[]) await owner.command(`/group invite North @${person.name}`);
  for (const person of [sofia, ada] as Person[]) await other.command(`/group invite South @${person.name}`);
  const accept = perhaps((who) => who.press('Accept'));
  for (const person of [grace, alan, emmy, sofia, ada] as Person[])
    await perform({ who: 0, say: '/group invites', next: accept }, person);
  for (const [maker, name, one] of [
    [owner, 'North', 'AA'],
    [grace, 'North', 'BB'],
    [other, 'South', 'CC'],
  ] as [Person, string, string][]) {
    await maker.command(`/project create ${one}`);
    await maker.submit({ Group: name, Key: one });
    maker.close();
    for (const title of ['first', 'second']) await maker.command(`/task add ${one} The ${title} task`);
  }
}

export const peopleOf = (find: (name: string, teamId?: string) => Person): Person[] =>
  handles.map((name, index) => find(name, index < 4 ? undefined : 'T0DIFFER'));
