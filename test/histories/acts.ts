import fc from 'fast-check';
import type { Answer, Person } from '../../playground/person.ts';
import { password } from '../support/world.ts';

/** Something that one of six people does. Names are few, so that what they do meets. */
export interface Act {
  who: number;
  say: string;
  /** What is pressed in the list that opens. */
  press?: string;
  /** What follows where a form opens. */
  next?: (person: Person) => Promise<unknown>;
}

const handles = ['ada', 'grace', 'alan', 'katherine', 'emmy', 'sofia'];

/** A form or button that isn't there is nothing done, as for a person. */
const perhaps = (work: (person: Person) => Promise<unknown>) => async (who: Person) => {
  try {
    await work(who);
  } catch {
    // The history goes on.
  }
};

/** What the acts of one round are about: the same things, so that they meet. */
interface Focus {
  group: string;
  key: string;
  task: string;
  whom: string;
}

const focus: fc.Arbitrary<Focus> = fc
  .record({
    group: fc.constantFrom('North', 'South'),
    key: fc.constantFrom('AA', 'BB', 'CC'),
    number: fc.integer({ min: 1, max: 3 }),
    whom: fc.constantFrom(...handles),
  })
  .map(({ number, ...rest }) => ({ ...rest, task: `${rest.key}-${number}` }));

type Said = Omit<Act, 'who'>;

const rare = ({ group, key, whom }: Focus): Said[] => [
  { say: `/group create ${group}` },
  { say: `/group invite ${group} @${whom}` },
  { say: `/group withdraw ${group} @${whom}` },
  { say: `/group remove ${group} @${whom}` },
  { say: `/group transfer ${group} @${whom}` },
  { say: `/group leave ${group}`, next: perhaps((who) => who.submit()) },
  { say: `/group delete ${group}`, next: perhaps((who) => who.submit()) },
  { say: '/group invites', press: 'Decline' },
  { say: '/account delete', next: perhaps(leaveAndComeBack) },
  {
    say: `/project create ${key} of ${group}`,
    next: perhaps((who) => who.submit({ Group: group, Key: key })),
  },
  { say: `/project leave ${key}` },
  { say: `/project delete ${key}`, next: perhaps((who) => who.submit()) },
  { say: `/project remove ${key} @${whom}` },
  { say: `/project transfer ${key} @${whom}` },
];

/** What makes other things possible comes more often than what ends them. */
const often = ({ key, task }: Focus): Said[] => [
  { say: '/group invites', press: 'Accept' },
  { say: `/project join ${key}` },
  { say: `/task add ${key} Some work` },
  { say: `/task claim ${task}` },
  ...['claim', 'drop', 'complete', 'reopen', 'release'].map((verb) => ({ say: `/task ${verb} ${task}` })),
  { say: `/task delete ${task}`, next: perhaps((who) => who.submit()) },
];

const act = (about: Focus): fc.Arbitrary<Act> =>
  fc
    .tuple(
      fc.integer({ min: 0, max: handles.length - 1 }),
      fc.oneof(
        { weight: 1, arbitrary: fc.constantFrom(...rare(about)) },
        { weight: 3, arbitrary: fc.constantFrom(...often(about)) },
      ),
    )
    .map(([who, rest]) => ({
      who,
      ...rest,
      [fc.toStringMethod]: () => [handles[who], rest.say, rest.press].filter(Boolean).join(' '),
    }));

/** Rounds of acts: those of one round happen at once, each by another person. */
export const histories = (atOnce: number, rounds: number): fc.Arbitrary<Act[][]> =>
  fc.array(
    focus.chain((about) => fc.uniqueArray(act(about), { selector: ({ who }) => who, minLength: 1, maxLength: atOnce })),
    { minLength: rounds, maxLength: rounds },
  );

export async function perform({ say, press, next }: Act, who: Person): Promise<Answer> {
  const answer = await who.command(say);
  if (press) await perhaps(() => who.press(press))(who);
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
  for (const person of [grace, alan, emmy, sofia, ada] as Person[])
    await perform({ who: 0, say: '/group invites', press: 'Accept' }, person);
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
