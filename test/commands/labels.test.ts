import type { Block } from '../../playground/blocks.ts';
import type { Person } from '../../playground/person.ts';
import { startWorld, type World } from '../support/world.ts';

/** C4 and C5: what is written on buttons and beside inputs, over all that a small team is shown in a day. */
let world: World;

interface Labelled {
  id: string;
  label: string;
  asksFirst: boolean;
}
const buttons: Labelled[] = [];
const inputs = new Set<string>();

function look(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const { type, action_id, text, label, confirm } = value as Block & Record<string, { text: string }>;
  if (type === 'button')
    buttons.push({ id: String(action_id), label: text?.text ?? '', asksFirst: confirm !== undefined });
  if (type === 'input') inputs.add(label?.text ?? '');
  for (const inner of Object.values(value)) look(inner);
}

async function all(person: Person, ...commands: string[]) {
  for (const command of commands) {
    await person.command(command);
    person.close();
  }
}

beforeAll(async () => {
  world = await startWorld();
  await world.slack.person('alan').openHome();
  const ada = await world.member('ada');
  const grace = await world.member('grace');
  await all(ada, '/account sign-in', '/account edit', '/account password', '/account delete', '/account');
  await world.group(ada, grace);
  await world.project(ada, grace);
  await all(ada, '/group create', '/group create Other', '/group invite', '/group remove', '/group edit Web', '/group');
  await all(
    ada,
    '/group delete Web',
    '/group members',
    '/project',
    '/project create X',
    '/project edit',
    '/project transfer',
  );
  await ada.command('/group invite Web @katherine');
  await world.slack.person('katherine').waitForMessage(/invites you/);
  for (let count = 1; count <= 25; count++) await ada.command(`/task add WEB Number ${count}`);
  await grace.command('/task claim WEB-1 WEB-2');
  await grace.command('/task complete WEB-2');
  await all(
    grace,
    '/task WEB-1',
    '/task WEB-2',
    '/group',
    '/project show WEB',
    '/task list',
    '/task release',
    '/task delete',
  );
  await all(
    ada,
    '/task WEB-1',
    '/task WEB-2',
    '/task WEB-3',
    '/task release',
    '/task add',
    '/project show WEB',
    '/task edit WEB-3',
  );
  await grace.command('/task list');
  await grace.press('Next');
  const alan = world.slack.person('alan');
  await alan.command('/task');
  await alan.press('Sign up');
  await grace.openHome();
  await grace.press('Next');
  const hedy = await world.member('hedy');
  await ada.command('/group invite Web @hedy');
  await hedy.press('Accept', { on: await hedy.waitForMessage(/invites you/) });
  await all(hedy, '/project');
  look(world.slack.calls.map(({ given }) => given));
});
afterAll(() => world.stop());

const c4 = [
  ...[
    'Claim',
    'Drop',
    'Complete',
    'Reopen',
    'Release',
    'Edit',
    'Delete',
    'History',
    'Accept',
    'Decline',
    'Join',
    'Leave',
  ],
  ...['Sign up', 'Sign in', 'New task', 'New project', 'New group', 'Invite', 'Previous', 'Next'],
];
const c5 = [
  ...['First name', 'Surname', 'Email', 'Username', 'Password', 'Confirm password', 'Current password', 'Name', 'Key'],
  ...['Group', 'Project', 'Title', 'Description', 'Person'],
];

test('C4 each label is there, and no other', () => {
  expect([...new Set(buttons.map(({ label }) => label))].sort()).toEqual([...c4].sort());
});

test('C4 what destroys asks first: with a question, or with a form that says what goes', () => {
  const byForm = ['group.delete', 'group.leave', 'project.delete', 'account.delete'];
  const asking = [...new Set(buttons.filter(({ asksFirst }) => asksFirst).map(({ id }) => id))].sort();
  expect(asking).toEqual(['project.leave', 'task.delete', 'task.release']);
  for (const id of asking) expect(buttons.filter((one) => one.id === id && !one.asksFirst)).toEqual([]);
  const destructive = buttons.filter(({ label }) => ['Delete', 'Leave', 'Release'].includes(label)).map(({ id }) => id);
  expect([...new Set(destructive)].sort()).toEqual([...asking, ...byForm].sort());
});

test('C5 each label is there, and no other but one for people without an account', () => {
  expect([...inputs].sort()).toEqual([...c5, 'Or somebody in Slack'].sort());
});
