import type { Answer, Person } from '../../playground/person.ts';
import { hostile } from '../support/hostile.ts';
import { lookAtAll } from '../support/sent.ts';
import { startWorld, type World } from '../support/world.ts';

/** S2 for the words of commands: whatever they are, the answer is the thing, a form, or a sentence. */
let world: World;
let ada: Person;

beforeAll(async () => {
  world = await startWorld();
  ({ ada } = await world.team());
  await ada.command('/task add WEB One');
});
afterAll(() => world.stop());
lookAtAll(() => world, 'the words of commands');

function isAnswer({ kind, text }: Answer): boolean {
  return ['message', 'modal'].includes(kind) && text !== '' && !/Something went wrong|nothing was saved/.test(text);
}

/** Types the command with each hostile text at the place of X. */
async function typed(person: Person, command: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const [name, text] of Object.entries(hostile)) {
    const answer = await person.command(command.replace('X', () => text));
    if (!isAnswer(answer)) wrong.push(`${name}: ${answer.kind} ${answer.text}`);
    person.close();
  }
  return wrong;
}

const noun = ['/task', '/project', '/group', '/account'];
const verbs = [
  ...['add', 'show', 'claim', 'drop', 'complete', 'reopen', 'release', 'edit', 'delete', 'list', 'mine', 'help'],
].map((verb) => `/task ${verb}`);
const projectVerbs = ['create', 'join', 'leave', 'show', 'members', 'edit', 'delete', 'transfer', 'remove', 'link'];
const groupVerbs = ['create', 'invites', 'invite', 'remove', 'transfer', 'withdraw', 'members', 'leave', 'edit'];
const accountVerbs = ['sign-up', 'sign-in', 'edit', 'password', 'delete', 'help'];

test.each([
  ...noun,
  ...verbs,
  ...projectVerbs.map((verb) => `/project ${verb}`),
  ...groupVerbs.map((verb) => `/group ${verb}`),
  ...accountVerbs.map((verb) => `/account ${verb}`),
])('%s X', async (command) => {
  expect(await typed(ada, `${command} X`)).toEqual([]);
});

test.each([
  '/task add WEB X',
  '/task add X Title',
  '/task claim WEB-1 X',
  '/task list WEB X',
  '/task list X open',
  '/group invite Web X',
  '/group invite Web @X',
  '/group invite "X" @grace',
  '/group members “X”',
  '/group remove X @grace',
  '/project transfer WEB X',
  '/project remove WEB @X',
  '/project remove X @grace',
])('%s', async (command) => {
  expect(await typed(ada, command)).toEqual([]);
});

test('a stranger typing any of it is welcomed, and what they typed is one click away', async () => {
  const hedy = world.slack.person('hedy');
  for (const command of ['/task add X', '/group create X', '/task X']) expect(await typed(hedy, command)).toEqual([]);
});
