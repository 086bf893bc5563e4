import type { Person } from '../../playground/person.ts';
import { inputLabels } from '../support/shown.ts';
import { startWorld, type World } from '../support/world.ts';

/** C2 for commands about projects, and `/task add` in its several forms. */
let world: World;
let ada: Person;
let grace: Person;
let alan: Person;

beforeAll(async () => {
  world = await startWorld();
  ada = await world.member('ada');
  grace = await world.member('grace');
  alan = await world.member('alan');
  await world.group(ada, grace, alan);
  await world.project(ada, grace);
});
afterAll(() => world.stop());
afterEach(() => {
  for (const person of [ada, grace, alan]) person.modals().length = 0;
});

async function otherProject(key: string): Promise<void> {
  await ada.command(`/project create Project ${key}`);
  await ada.submit({ Key: key });
  ada.close();
}

test('in just one project its key may be left out', async () => {
  expect((await ada.command('/project show')).text).toMatch(/^WEB {2}Website\n/);
  expect((await ada.command('/project members')).text).toMatch(/Ada Lovelace \(ada\) — manager\nGrace Hopper/);
  expect((await ada.command('/project edit')).text).toMatch(/^Edit project\nName\nKey\nDescription/);
  expect((await grace.command('/task add Fix the login page')).text).toMatch(/^You created WEB-1\./);
  expect((await grace.command('/task add "quoted"')).text).toMatch(/WEB-2 {2}"quoted"/);
});

test('a key alone shows its project, and what is no key is a mistyped verb', async () => {
  expect((await grace.command('/project web')).text).toMatch(/^WEB {2}Website\n/);
  expect((await grace.command('/project jion WEB')).text).toMatch(
    /^There is no `\/project jion`. Did you mean `join`\?/,
  );
});

test('who leaves is told that what they had claimed is open again', async () => {
  await ada.command('/task add WEB One');
  await grace.command('/task claim WEB-1');
  const { text } = await grace.command('/project leave WEB');
  expect(text).toBe('You left WEB. What you had claimed there is open again.');
  await grace.command('/project join WEB');
});

test("what is done at once is done to no project that wasn't named, though there is just one", async () => {
  expect((await grace.command('/project leave')).text).toBe('Choose a project\nProject');
  expect((await grace.submit()).text).toBe('Done\nYou left WEB.');
  grace.close();
  expect((await grace.command('/project join')).text).toBe('Choose a project\nProject');
  expect((await grace.submit()).text).toMatch(/^Done\nYou are a member of WEB now\./);
  expect((await ada.command('/project link')).text).toBe('Choose a project\nProject');
  ada.close();
  expect((await ada.command('/project remove @grace')).text).toBe('Choose\nPerson: @U0ANALYTICGRACE\nProject');
  ada.close();
  await ada.command('/project transfer @grace');
  expect((await ada.submit()).text).toBe('Done\nGrace Hopper manages WEB now.');
  expect((await grace.command('/project transfer WEB ada')).text).toBe('Ada Lovelace manages WEB now.');
});

test('/project join, in all of them', async () => {
  expect((await grace.command('/project join')).text).toBe(
    "There is no project in your groups that you aren't in: `/project` shows yours, `/project create NAME` makes another.",
  );
});

test('in none', async () => {
  for (const command of [
    '/project show',
    '/project leave',
    '/project transfer',
    '/project remove @ada',
    '/project link',
  ])
    expect((await alan.command(command)).text).toBe('There is no project to choose: `/project create` makes one.');
  expect((await alan.command('/task add Something')).text).toMatch(
    /^You aren't in a project yet: `\/project join KEY`/,
  );
  expect((await alan.shortcut('task.new')).text).toMatch(/You aren't in a project yet/);
});

describe('in several', () => {
  beforeAll(async () => {
    await otherProject('APP');
    await otherProject('OPEN');
  });

  test.each([
    ['show', /^APP\nAPP {2}Project APP\n/],
    ['members', /Ada Lovelace \(ada\) — manager/],
    ['edit', /^Edit project\nName/],
    ['delete', /^Delete project\nDelete APP Project APP\?/],
    ['link', /This channel is linked to APP/],
  ])('/project %s asks which', async (verb, shows) => {
    expect((await ada.command(`/project ${verb}`)).text).toBe('Choose a project\nProject');
    expect((await ada.submit({ Project: 'APP' })).text).toMatch(shows);
    if (verb === 'link') expect((await ada.command('/project unlink')).text).toMatch(/linked to no project any more/);
  });

  test('P3 a manager, who can not leave, is not offered to', async () => {
    expect((await ada.command('/project leave')).text).toBe(
      'You manage all projects you are in: pass one on with `/project transfer KEY @person` first.',
    );
    expect((await ada.command('/project show APP')).buttons).toEqual(['New task', 'Edit', 'Delete']);
    expect((await grace.command('/project show WEB')).buttons).toEqual(['New task', 'Leave']);
    expect((await ada.command('/project leave APP')).text).toMatch(/^You manage APP: pass it on/);
  });

  test('/project join asks which of those one could join', async () => {
    await grace.command('/project join');
    await expect(grace.submit({ Project: 'WEB' })).rejects.toThrow(/there is no WEB among APP/);
    expect((await grace.submit({ Project: 'OPEN' })).text).toMatch(/You are a member of OPEN now/);
  });

  test('the channel that was linked takes tasks without a key, and is unlinked', async () => {
    const inChannel = { channelId: `C${ada.teamId}WEB` };
    expect((await ada.command('/project link app', inChannel)).text).toMatch(/^This channel is linked to APP/);
    expect((await ada.command('/task add Here', inChannel)).text).toMatch(/^You created APP-1\./);
    expect((await ada.command('/task add WEB There', inChannel)).text).toMatch(/^You created WEB-/);
    expect((await ada.command('/task add', inChannel)).text).toMatch(/^New task/);
    expect((await ada.submit({ Title: 'In a form' })).text).toMatch(/^Done\nYou created APP-2\./);
    await ada.command('/project unlink', inChannel);
    expect((await ada.command('/task add Nowhere', inChannel)).text).toMatch(/^New task\nProject\nTitle/);
  });

  test.each(['transfer', 'remove'])('/project %s asks for what is missing, and for no more', async (verb) => {
    await ada.command(`/project ${verb}`);
    expect(inputLabels(ada)).toEqual(['Project', 'Person']);
    expect((await ada.submit({ Project: 'WEB', Person: '' })).errors).toEqual({ Person: 'Type a username.' });
    expect((await ada.submit({ Person: 'nobody' })).errors).toEqual({
      Person: expect.stringMatching(/They aren't in WEB/),
    });
    await ada.command(`/project ${verb} WEB`);
    expect(inputLabels(ada)).toEqual(['Project', 'Person']);
    expect((await ada.command(`/project ${verb} @alan`)).text).toBe('Choose\nPerson: @U0ANALYTICALAN\nProject');
    expect((await ada.submit({ Project: 'APP' })).errors).toEqual({
      Project: expect.stringMatching(/They aren't in APP/),
    });
  });

  test('a task without a key asks where, and keeps its title', async () => {
    const form = await ada.command('/task add Where <does> this go?');
    expect(form.text).toBe('New task\nProject\nTitle\nDescription');
    expect((await ada.submit({ Project: 'OPEN' })).text).toMatch(/OPEN-\d+ {2}Where <does> this go\?/);
    expect((await ada.command('/task add open')).text).toMatch(/^New task/);
    expect((await ada.submit({ Title: 'In OPEN' })).text).toMatch(/^Done\nYou created OPEN-/);
  });

  test('lists: a key that is a status, too', async () => {
    expect((await ada.command('/task list OPEN open')).text).toMatch(/^Open tasks\nOPEN-\d+ {2}In OPEN/);
    expect((await ada.command('/task list open')).text).toMatch(/^Open in my projects\n/);
    expect((await ada.command('/task list Completed')).text).toBe('Completed in my projects\nNothing here.');
    expect((await ada.command('/task list app CLAIMED')).text).toBe('Claimed tasks\nNothing here.');
  });

  test("a key alone lists the project's tasks, and done is completed, all every one", async () => {
    const same = async (one: string, other: string) =>
      expect((await ada.command(one)).text).toBe((await ada.command(other)).text);
    await ada.command('/task claim OPEN-1');
    await same('/task open', '/task list OPEN');
    await same('/task OPEN claimed', '/task list open CLAIMED');
    await same('/task list OPEN done', '/task list OPEN completed');
    await same('/task list done', '/task list completed');
    const all = await ada.command('/task list OPEN all');
    expect(all.text).toMatch(
      /^Open tasks\nOPEN-\d[\s\S]*\nClaimed tasks\nOPEN-1 [\s\S]*\nCompleted tasks\nNothing here\.$/,
    );
    expect((await ada.press('Complete')).text).toMatch(/\nCompleted tasks\nOPEN-1 /);
    expect((await ada.command('/task list all')).text).toMatch(
      /^Open in my projects\n[\s\S]*\nCompleted in my projects\nOPEN-1 /,
    );
    expect((await alan.command('/task WEB')).text).toMatch(/^You aren't in that project\./);
    expect((await alan.command('/task NOPE')).text).toBe(
      'There is no `/task NOPE`. Did you mean `done`? `/task help` shows what there is.',
    );
  });

  test.each([
    ['/project show NOPE', /^There is no such project in your groups\. `\/project` lists those you can see\.$/],
    ['/project join w', /^A key has 2–6 of A–Z and 0–9 and starts with a letter, such as WEB\.$/],
    ['/project transfer WEB @nobody', /^They aren't in WEB: `\/project members WEB` lists who is\.$/],
    ['/project link', /^Choose a project/],
  ])('%s says what to do instead', async (command, says) => {
    expect((await ada.command(command)).text).toMatch(says);
  });
});
