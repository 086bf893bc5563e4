import type { View } from '../../playground/blocks.ts';
import type { Answer, Person } from '../../playground/person.ts';
import type { Message } from '../../playground/state.ts';
import { initial } from '../support/shown.ts';
import { password, startWorld, type World } from '../support/world.ts';

/** A8: wherever somebody without an account asked for something, it is one click away after signing in. */
let world: World;
let ada: Person;
let count = 0;

beforeAll(async () => {
  world = await startWorld();
  ({ ada } = await world.team());
});
afterAll(() => world.stop());

const somebody = () => world.slack.addPerson(`somebody${++count}`, 'Some', 'Body');

function isWelcome(answer: Answer): void {
  expect(answer.text).toMatch(/Welcome to Dibs!/);
  expect(answer.buttons).toEqual(['Sign up', 'Sign in']);
}

async function signIn(person: Person): Promise<Answer> {
  expect((await person.press('Sign in')).kind).toBe('modal');
  const arrived = await person.submit({ Username: person.name, Password: password });
  expect(arrived.text).toMatch(/You are signed in/);
  expect(arrived.buttons).toEqual(['Continue']);
  return arrived;
}

/** A member of the project with a claimed task and lists before them, who has signed out since. */
async function signedOut(before: (person: Person) => Promise<unknown>): Promise<Person> {
  const person = await world.member(somebody().name);
  await ada.command(`/group invite Web @${person.name}`);
  await person.press('Accept', { on: await person.waitForMessage(/invites you/) });
  await person.command('/project join WEB');
  const added = await person.command('/task add WEB Mine to claim');
  await before(person);
  const shown = added.message;
  await person.command('/account sign-out');
  expect(shown).toBeDefined();
  return person;
}

const claimedBy = ({ name }: Person) => new RegExp(`Claimed by Some Body \\(${name}\\)`);

test.each([
  '/task',
  '/task claim WEB-1',
  '/project create X',
  '/group create X',
  '/account',
  '/account edit',
  '/task nonsense',
])('%s by a stranger', async (command) => {
  isWelcome(await somebody().command(command));
});

async function signUp(person: Person): Promise<Answer> {
  await person.command('/account sign-up');
  const names = { Username: person.name, Email: `${person.name}@example.com` };
  return person.submit({ ...names, Password: password, 'Confirm password': password });
}

test('who had asked for nothing begins with a group: one to make, or those they are invited to', async () => {
  const [alone, invited] = [somebody(), somebody()];
  expect((await signUp(alone)).buttons).toEqual(['New group']);
  expect((await alone.press('New group')).text).toMatch(/^New group\nName/);

  await ada.command(`/group invite Web @${invited.name}`);
  await invited.waitForMessage(/invites you/);
  const arrived = await signUp(invited);
  expect(arrived.text).toMatch(/Welcome, Some! .*\nAda Lovelace \(ada\) invites you to Web$/);
  expect(arrived.buttons).toEqual(['Accept', 'Decline', 'New group']);
  expect((await invited.press('Accept')).text).toMatch(/You accepted: you are a member of Web now/);
});

test('who signs in and had asked for nothing is told so, and no more', async () => {
  const person = await signedOut(async () => undefined);
  await person.command('/account sign-in');
  const signedIn = await person.submit({ Username: person.name, Password: password });
  expect([signedIn.text, signedIn.buttons]).toEqual([expect.stringMatching(/You are signed in as/), []]);
});

test('help needs no account', async () => {
  for (const command of ['/task', '/project', '/group', '/account'])
    expect((await somebody().command(`${command} HELP`)).text).toContain(`${command} `);
});

test('a command that opens a form, with signing in', async () => {
  const person = await signedOut(async () => undefined);
  isWelcome(await person.command('/task add WEB'));
  await signIn(person);
  expect((await person.press('Continue')).text).toMatch(/^New task\nProject\nTitle/);
  expect((await person.submit({ Title: 'At last' })).text).toMatch(/You created WEB-\d+/);
});

test('a button in a list', async () => {
  let list: Answer | undefined;
  const person = await signedOut(async (one) => {
    list = await one.command('/task list WEB');
  });
  isWelcome(await person.press('Claim', { on: list?.message as Message }));
  await signIn(person);
  expect((await person.press('Continue')).text).toMatch(/You claimed WEB-/);
  expect((await ada.command('/task list WEB claimed')).text).toMatch(claimedBy(person));
});

test('a button in Home', async () => {
  const person = await signedOut((one) => one.openHome());
  isWelcome(await person.press('Claim', { on: person.home() as View }));
  await signIn(person);
  expect((await person.press('Continue')).text).toMatch(/You claimed WEB-/);
  expect((await ada.command('/task list WEB claimed')).text).toMatch(claimedBy(person));
});

test.each([
  ['short', 'The login page is broken'],
  ['long', 'It does not work. "Really." '.repeat(300)],
])('the shortcut on a %s message', async (_, text) => {
  const person = await signedOut(async () => undefined);
  const message = ada.say(text);
  isWelcome(await person.shortcut('task.from-message', message));
  await signIn(person);
  const form = await person.press('Continue');
  expect(text).toContain(initial(form, 'title'));
  expect(initial(form, 'title')).toMatch(/^(The login page is|It does not work)/);
  const made = await person.submit();
  expect(made.text).toMatch(/The message it came from/);
  expect(JSON.stringify(made.view)).toContain(`/archives/${message.channelId}/p${message.ts.replace('.', '')}`);
});
