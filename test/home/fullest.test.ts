import * as documents from '../../bench/support/documents.ts';
import type { Answer, Person } from '../../playground/person.ts';
import { newId } from '../../src/db/record.ts';
import { seed } from '../support/seed.ts';
import { wrongInSlack } from '../support/sent.ts';
import { startWorld, type World } from '../support/world.ts';

/** Section 4 and Slack's limits: each view at its fullest, with a hundred and more of everything, of the longest kind. */
let world: World;
let owner: Person;
let member: Person;
const long = (what: string, most: number) => `${what} ${'Ωß漢&<'.repeat(most)}`.slice(0, most);

beforeAll(async () => {
  world = await startWorld();
  const seeded = await seed(world.mongodbUri, world.slack, { people: 12, projects: 150, tasks: 9000 });
  [owner, member] = seeded.people as [Person, Person];
  const { teamId } = owner;
  const [ownerId, memberId] = seeded.accountIds as [string, string];
  const names = { firstName: long('First', 50), surname: long('Last', 50) };
  for (const collection of ['accounts', 'identities'])
    await world.collection(collection).updateMany({}, { $set: names });
  await world
    .collection('projects')
    .updateMany({}, [
      { $set: { name: { $concat: ['$key', ' ', long('project', 70)] }, description: long('About', 1000) } },
    ]);
  await world
    .collection('tasks')
    .updateMany({}, { $set: { title: long('Title', 150), description: long('About', 3000) } });
  await world.collection('groups').updateMany({}, { $set: { description: long('About', 1000) } });
  const groups = Array.from({ length: 120 }, (_, index) => ({
    ...documents.group(newId(), teamId, `Group ${index}`, ownerId),
    name: long(`Group ${index}`, 80),
  }));
  const insert = (collection: string, made: documents.Document[]) =>
    world.collection(collection).insertMany(made as never);
  await insert('groups', groups);
  await insert(
    'memberships',
    groups.map(({ _id }) => documents.membership('group', _id, _id, ownerId)),
  );
  await insert(
    'invitations',
    groups.map(({ _id }) => documents.invitation(_id, ownerId, memberId)),
  );
});
afterAll(() => world.stop());
afterEach(() => {
  for (const person of [owner, member]) person.modals().length = 0;
  expect(wrongInSlack(world.slack.calls.splice(0))).toEqual([]);
});

const blocks = ({ view, message }: Answer) => (view ?? message)?.blocks.length ?? 0;

test('Home has no more than 100 blocks', async () => {
  const home = await member.openHome();
  expect(home.kind).toBe('home');
  expect(blocks(home)).toBeLessThanOrEqual(100);
  expect(home.text).toMatch(
    /Invitations\n[\s\S]*There are more: `\/group invites` shows them all\.\nClaimed by me\n[\s\S]*There are more: `\/task mine` shows them all\./,
  );
  for (const status of ['Claimed', 'Completed', 'Open']) {
    const list = await member.choose('Status', status);
    expect(list.kind).toBe('home');
    expect(blocks(list)).toBeLessThanOrEqual(100);
    expect(list.buttons.slice(-4)).toEqual(['Next', 'New task', 'New project', 'New group']);
  }
  expect((await member.press('Claim')).text).toMatch(/^You claimed P1-/);
  expect((await member.press('Next')).buttons).toContain('Previous');
  expect((await member.press('Accept')).text).toMatch(/^You accepted: you are a member of Group 0/);
});

test('a project beyond the hundred that a select takes is shown where it is chosen', async () => {
  const last = 'P99';
  const added = await member.command(`/task add ${last}`);
  expect(added.kind).toBe('modal');
  expect((await member.submit({ Title: 'In the last' })).text).toMatch(new RegExp(`You created ${last}-`));
  const form = await owner.command('/project create Another');
  expect(form.kind).toBe('modal');
  owner.close();
  await owner.openHome();
  const pressed = await owner.act(
    owner.home() as never,
    { type: 'actions' },
    {
      type: 'static_select',
      action_id: 'home.project',
      selected_option: { value: JSON.stringify({ projectId: await idOf(last) }) },
    },
  );
  expect(pressed.text).toContain(`\n${last}  ${last} project`);
  expect((await owner.choose('Status', 'Completed')).text).toContain(`\n${last}  ${last} project`);
});

async function idOf(key: string): Promise<string> {
  return String((await world.collection('projects').findOne({ key }))?._id);
}

test.each([
  '/task',
  '/task mine',
  '/task list',
  '/task list all',
  '/task list P1 all',
  '/task P1-1',
  '/task release',
  '/task edit',
  '/task delete',
  '/task reopen',
  '/project',
  '/project show P1',
  '/project members P1',
  '/group',
  '/group invites',
  '/group members Seeded',
  '/account',
  '/task help',
])('%s', async (command) => {
  for (const person of [owner, member]) {
    const answer = await person.command(command);
    expect(answer.kind).toBe('message');
    expect(blocks(answer)).toBeLessThanOrEqual(50);
  }
});

test('/group invites has all of them, a page at a time', async () => {
  const groupsOf = ({ text }: Answer) => [...text.matchAll(/invites you to (Group \d+)/g)].map(([, group]) => group);
  const pages = [groupsOf(await member.command('/group invites'))];
  const turn = async (label: string) => {
    const answer = await member.press(label);
    expect(blocks(answer)).toBeLessThanOrEqual(50);
    return answer;
  };
  for (let page = await turn('Next'); ; page = await turn('Next')) {
    pages.push(groupsOf(page));
    if (!page.buttons.includes('Next')) break;
  }
  expect(new Set(pages.flat()).size).toBe(await world.count('invitations', { status: 'pending' }));
  expect(groupsOf(await turn('Previous'))).toEqual(pages.at(-2));
});

test.each([
  '/task add',
  '/project create',
  '/project show',
  '/project transfer',
  '/group invite',
  '/group remove',
  '/group members',
  '/group edit Seeded',
  '/project edit P1',
  '/task edit P1-1',
  '/account edit',
])('%s', async (command) => {
  expect((await owner.command(command)).kind).toBe('modal');
});

test('a refusal that lists what one owns and manages', async () => {
  expect((await owner.command('/account delete')).text).toMatch(
    /^Your account can't be deleted while you own .* and more and you manage P.* and more\. Pass those on/,
  );
});

test("one's own claims of a whole page at once", async () => {
  const answer = await member.command(
    `/task claim ${Array.from({ length: 20 }, (_, index) => `P2-${index + 1}`).join(' ')}`,
  );
  expect(answer.kind).toBe('message');
});
