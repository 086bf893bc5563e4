import type { Answer, Person } from '../../playground/person.ts';
import { password } from '../support/world.ts';
import { actOf, perform } from './acts.ts';
import { type Cast, startCast } from './cast.ts';

/** A8: after the welcome, what somebody without an account had asked for is one click away. */
let cast: Cast;
let stranger: Person;

beforeAll(async () => {
  cast = await startCast();
  stranger = cast.people.stranger;
});
afterEach(async () => {
  for (const person of Object.values(cast.people)) person.modals().length = 0;
  await cast.saved.restore();
});
afterAll(() => cast.stop());

const ask = (what: string) => perform(actOf(what, cast.things, stranger.name), stranger, cast.world.slack.state);

async function signUp(): Promise<Answer> {
  await stranger.press('Sign up');
  return stranger.submit({ Email: 'stranger@example.com', Password: password, 'Confirm password': password });
}

async function signInAs(username: string): Promise<Answer> {
  await stranger.press('Sign in');
  return stranger.submit({ Username: username, Password: password });
}

test.each([
  ['/group create Mine', 'You made the group Mine.'],
  ['/task claim OPEN', 'There is no task WEB-1 in your projects.'],
  ['press group.new', 'New group'],
  ['press task.claim task=OPEN', 'There is no task like that in your projects.'],
  ['shortcut task.new', "You aren't in a project yet"],
])('signed up: %s', async (what, says) => {
  expect((await ask(what)).buttons).toEqual(['Sign up', 'Sign in']);
  expect((await signUp()).text).toContain('Welcome, Stranger!');
  expect((await stranger.press('Continue')).text).toContain(says);
});

test.each([
  ['/task claim OPEN', 'You claimed WEB-1.'],
  ['/task add PROJECT Prune the <roses> & *trees*', 'WEB-5  Prune the <roses> & *trees*'],
  ['press task.claim task=OPEN', 'You claimed WEB-1.'],
  ['press task.edit task=OPEN', 'Only its creator, Creator Example (creator)'],
  ['shortcut task.new', 'New task'],
])('signed in as a member of the project: %s', async (what, says) => {
  expect((await ask(what)).buttons).toEqual(['Sign up', 'Sign in']);
  expect((await signInAs('member')).text).toContain('You are signed in as member.');
  expect((await stranger.press('Continue')).text).toContain(says);
});

test('a message shortcut keeps the message', async () => {
  await ask('shortcut task.from-message');
  await signInAs('member');
  await stranger.press('Continue');
  expect((await stranger.submit()).text).toContain('WEB-5  Paint the shed');
});

test('an invitation that waited is accepted', async () => {
  await cast.people.owner.command('/group invite Web team @stranger');
  const invitation = await stranger.waitForMessage(/Owner Example \(owner\) invites you to the group Web team/);
  expect((await stranger.press('Accept', { on: invitation })).buttons).toEqual(['Sign up', 'Sign in']);
  await signUp();
  expect((await stranger.press('Continue')).text).toContain('You accepted: you are a member of Web team now.');
});

test('Home offers both, and shows what there is as soon as one has an account', async () => {
  const home = await stranger.openHome();
  expect(home.text).toContain('Welcome to Dibs');
  expect(home.buttons).toEqual(['Sign up', 'Sign in']);
  const arrived = await signInAs('claimant');
  expect(arrived.kind).toBe('closed');
  expect(arrived.text).toContain('Claimed by me\nWEB-2  Polish');
});

test('what is typed into a search of the owner is answered to nobody else', async () => {
  const { owner, member, neighbour } = cast.people;
  await owner.command('/group invite Web team');
  const [form] = owner.modals();
  if (!form) throw new Error('there is no form');
  const offered = await Promise.all(
    [owner, member, neighbour, stranger].map(async (person) => {
      person.modals().push({ ...form });
      return (await person.suggest('group.person', 'neigh')).map((option) => option.text.text);
    }),
  );
  expect(offered).toEqual([['Neighbour Example (neighbour)'], [], [], []]);
});
