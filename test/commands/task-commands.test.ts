import type { Person } from '../../playground/person.ts';
import { startWorld, type World } from '../support/world.ts';

/** The commands about tasks: several at once, none named, lists and their pages (C2, T7). */
let world: World;
let ada: Person;
let grace: Person;

beforeAll(async () => {
  world = await startWorld();
  ({ ada, grace } = await world.team());
});
afterAll(() => world.stop());

async function task(by: Person, title = 'Something'): Promise<string> {
  const { text } = await by.command(`/task add WEB ${title}`);
  return /WEB-\d+/.exec(text)?.[0] ?? '';
}
const tasks = async (by: Person, ...titles: string[]) => {
  const names: string[] = [];
  for (const title of titles) names.push(await task(by, title));
  return names as [string, string, string, string];
};

describe('several at once', () => {
  test('each is done by itself, and each outcome is told', async () => {
    const [one, two, three, four] = await tasks(ada, 'one', 'two', 'three', 'four');
    await ada.command(`/task claim ${two}`);
    await grace.command(`/task claim ${three}`);
    const answer = await grace.command(`/task claim ${one.toLowerCase()}, ${two} ${three},${four} ${one} WEB-9999`);
    expect(answer.text).toBe(
      [
        `You claimed ${one}, ${four}.`,
        `Ada Lovelace (ada) has claimed ${two}.`,
        `You have claimed ${three} already.`,
        'There is no task WEB-9999 in your projects. `/task list` shows those you can see.',
      ].join('\n'),
    );
    expect((await grace.command(`/task complete ${one} ${two}`)).text).toBe(
      `You completed ${one}.\n${two} is claimed by Ada Lovelace (ada): only they can complete it.`,
    );
    expect((await grace.command(`/task drop ${three} ${four}`)).text).toBe(`You dropped ${three}, ${four}.`);
    expect((await grace.command(`/task reopen ${one} ${two}`)).text).toMatch(
      `You reopened ${one}.\n${two} isn't completed`,
    );
    await grace.command(`/task claim ${one} ${three}`);
    expect((await ada.command(`/task release ${one} ${three} ${four}`)).text).toBe(
      `You released ${one}, ${three}.\n${four} is open: anybody in the project can claim it.`,
    );
    await ada.command(`/task delete ${one} ${three}`);
    expect((await ada.submit()).text).toBe(`Done\nYou deleted ${one}, ${three}.`);
    ada.close();
  });

  test('of those to be deleted one that is gone meanwhile is named', async () => {
    const [one, two] = await tasks(ada, 'soon gone', 'still there');
    await ada.command(`/task delete ${one} ${two}`);
    await world.collection('tasks').deleteOne({ title: 'soon gone' });
    expect((await ada.submit()).text).toMatch(`You deleted ${two}.\n${one}: There is no task like that`);
    ada.close();
  });

  test('C4 deleting asks first: of several, all of which one must be allowed to delete', async () => {
    const [one, two] = await tasks(ada, 'in the way', 'also in the way');
    expect((await grace.command(`/task delete ${one}`)).text).toMatch(/^Only its creator, Ada Lovelace \(ada\), or/);
    expect((await ada.command(`/task delete ${one} WEB-9999`)).text).toMatch(/^There is no task WEB-9999/);
    expect((await ada.command(`/task delete ${one}`)).text).toBe(
      `Delete\n${one}  in the way\nIt goes for good, for everyone.`,
    );
    ada.close();
    expect((await ada.command(`/task ${one}`)).text).toContain('in the way');
    expect((await ada.command(`/task delete ${one} ${two}`)).text).toBe(
      `Delete\n${one}  in the way\n${two}  also in the way\nThey go for good, for everyone.`,
    );
    const [form] = ada.modals();
    expect((await ada.submit()).text).toBe(`Done\nYou deleted ${one}, ${two}.`);
    ada.close();
    ada.modals().push({ ...(form as NonNullable<typeof form>), id: 'V0ANOTHER' });
    expect((await ada.submit()).text).toMatch(/^Not done\nWEB-\d+: There is no task like that/);
    ada.close();
  });

  test.each([
    ['/task claim WEB', /^WEB isn't a task's reference, such as WEB-12: `\/task claim WEB-12`\.$/],
    ['/task complete WEB-1 <b>&', /^<b>& isn't a task's reference, such as WEB-12: `.*`\. Nothing was done\.$/],
    ['/task drop WEB-0', /^WEB-0 isn't a task's reference/],
    ['/task WEB-1 WEB-2', /^One task at a time: `\/task show WEB-1`\.$/],
    ['/task edit WEB-1 web-2', /^One task at a time: `\/task edit WEB-1`\.$/],
    [
      `/task claim ${Array.from({ length: 21 }, (_, index) => `WEB-${index + 1}`).join(' ')}`,
      /^At most 20 tasks at once\.$/,
    ],
    ['/task list WEB NEXT', /^Type a key and a status, or one of them: `\/task list WEB`/],
    ['/task list NOPE', /^You aren't in that project\. `\/project` lists yours/],
    ['/task list WEB-1', /^A key has 2–6 of A–Z/],
    ['/task add NOPE Title', /^You created WEB-\d+/],
    ['/task claim NOPE-1', /^There is no task NOPE-1 in your projects/],
  ])('%s says what to type instead', async (command, says) => {
    expect((await grace.command(command)).text).toMatch(says);
  });
});

describe('none named: a list to pick from', () => {
  test.each([
    ['/task claim', 'Open in my projects', 'Claim', 'claimed'],
    ['/task drop', 'Claimed by me', 'Drop', 'dropped'],
    ['/task unclaim', 'Claimed by me', 'Drop', 'dropped'],
    ['/task complete', 'Claimed by me', 'Complete', 'completed'],
    ['/task done', 'Claimed by me', 'Complete', 'completed'],
    ['/task reopen', 'Completed by me', 'Reopen', 'reopened'],
    ['/task release', 'Claimed in projects I manage', 'Release', 'released'],
    ['/task delete', 'Open in projects I manage', 'Delete', 'deleted'],
  ])('%s', async (command, title, button, done) => {
    const [open, claimed, completed] = await tasks(ada, 'is open', 'is claimed', 'is completed');
    await ada.command(`/task claim ${claimed} ${completed}`);
    await ada.command(`/task complete ${completed}`);
    const picked = { open, claimed, completed }[
      /claim|delete/.test(command) && !/unclaim/.test(command)
        ? 'open'
        : /reopen/.test(command)
          ? 'completed'
          : 'claimed'
    ] as string;
    const list = await ada.command(command);
    expect(list.text).toMatch(new RegExp(`^${title}\n${picked} {2}`));
    const after = await ada.press(button, { near: new RegExp(picked) });
    expect(after.text).toMatch(new RegExp(`^You ${done} ${picked}\\.\n${title}\n`));
    expect(after.message?.ts).toBe(list.message?.ts);
    expect(after.text.split('\n').slice(1).join()).not.toContain(`${picked} `);
  });

  test('/task edit offers what I may edit: in projects I manage, and what I created elsewhere', async () => {
    const [mine] = await tasks(grace, 'created by Grace');
    await task(ada, 'created by Ada');
    const list = await grace.command('/task edit');
    expect(list.text).toMatch(
      /^Open in projects I manage\nNothing here\.\nCreated by me in others' projects\nWEB-\d+ {2}created by Grace/,
    );
    expect(list.text).not.toContain('created by Ada');
    expect((await grace.press('Edit', { near: new RegExp(mine) })).text).toMatch(/^Edit task\nTitle/);
    expect((await grace.submit({ Title: 'edited' })).text).toMatch(`You edited ${mine}.`);
    grace.close();
    expect((await ada.command('/task edit')).text).toContain('edited');
  });

  test('/task show offers each with its card', async () => {
    const name = await task(ada, 'to be shown');
    await grace.command('/task show');
    const card = await grace.press('History', { near: new RegExp(name) });
    expect(card.text).toMatch(new RegExp(`^${name} {2}to be shown\n`));
    expect(card.buttons).toEqual(['Claim']);
  });

  test('a destructive button of a list asks first', async () => {
    const name = await task(ada);
    for (const command of ['/task delete', '/task release']) {
      if (command.endsWith('release')) await grace.command(`/task claim ${name}`);
      await ada.command(command);
      const label = command.endsWith('release') ? 'Release' : 'Delete';
      expect((await ada.press(label, { near: new RegExp(name), confirm: false })).kind).toBe('nothing');
      expect((await ada.command(`/task ${name}`)).text).toContain(name);
    }
  });
});

test('T7 /task mine: what I have claimed and what I have completed, each paged by itself', async () => {
  const alan = await world.member('alan');
  await ada.command('/group invite Web @alan');
  await alan.press('Accept', { on: await alan.waitForMessage(/invites you/) });
  await alan.command('/project join WEB');
  expect((await alan.command('/task mine')).text).toBe('Claimed by me\nNothing here.\nCompleted by me\nNothing here.');
  const names: string[] = [];
  for (let count = 0; count < 26; count++) names.push(await task(ada, `number ${count}`));
  for (const part of [names.slice(0, 13), names.slice(13)]) await alan.command(`/task claim ${part.join(' ')}`);
  await alan.command(`/task complete ${names.slice(0, 13).join(' ')}`);

  const shown = (text: string) =>
    text.split('Completed by me').map((half) => half.match(/number \d+/g)?.map((one) => Number(one.slice(7))));
  const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index);
  const first = await alan.command('/task mine');
  expect(shown(first.text)).toEqual([down(25, 16), down(12, 3)]);
  expect(first.buttons.filter((label) => label === 'Next')).toHaveLength(2);
  expect(shown((await alan.press('Next', { near: /number 3/ })).text)).toEqual([down(25, 16), down(2, 0)]);
  expect(shown((await alan.press('Next', { near: /number 16/ })).text)).toEqual([down(15, 13), down(2, 0)]);
  const acted = await alan.press('Complete', { near: /number 14/ });
  expect(shown(acted.text)).toEqual([[15, 13], down(2, 0)]);
  expect(shown((await alan.press('Previous', { near: /number 2/ })).text)).toEqual([[15, 13], down(12, 3)]);
});

test('after the last task of a page is gone, the list shows its first page', async () => {
  for (let count = 0; count < 12; count++) await task(ada, `page ${count}`);
  await grace.command('/task list WEB open');
  let list = await grace.press('Next');
  while (list.buttons.includes('Next')) list = await grace.press('Next');
  for (let left = list.buttons.filter((label) => label === 'Claim').length; left > 0; left--)
    list = await grace.press('Claim');
  expect(list.text).toMatch(/page 11/);
});
