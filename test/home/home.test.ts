import type { Answer, Person } from '../../playground/person.ts';
import { until } from '../support/until.ts';
import { password, startWorld, type World } from '../support/world.ts';

/** Section 4: what Home shows, and that it shows the new state after each action taken in it. */
let world: World;
let ada: Person;
let grace: Person;

beforeEach(async () => {
  world = await startWorld();
  ({ ada, grace } = await world.team());
});
afterEach(() => world.stop());

async function add(...titles: string[]): Promise<void> {
  for (const title of titles) await ada.command(`/task add WEB ${title}`);
}

/** What Home shows now, without having been opened again. */
const home = (person: Person) => {
  const blocks = JSON.stringify(person.home()?.blocks);
  return [...blocks.matchAll(/"text":"([^"]*)"/g)].map(([, text = '']) => text.replaceAll('\\n', '\n')).join('\n');
};
/** Behind a modal Home is brought up to date after it. */
const shows = (person: Person, text: RegExp) => until(async () => text.test(home(person)));
const isHome = (answer: Answer, ...texts: (string | RegExp)[]) => {
  expect(answer.kind).toBe('home');
  for (const text of texts) expect(answer.text).toMatch(text);
};

test('no account: welcome, Sign up, Sign in; then the Home of an account', async () => {
  const alan = world.slack.person('alan');
  const welcome = await alan.openHome();
  isHome(welcome, /^Welcome to Dibs\n/);
  expect(welcome.buttons).toEqual(['Sign up', 'Sign in']);
  await alan.press('Sign up');
  const secret = { Password: password, 'Confirm password': password };
  expect((await alan.submit({ Email: 'no', ...secret })).errors).toHaveProperty('Email');
  expect((await alan.submit({ Email: 'alan@example.com' })).kind).toBe('closed');
  expect(home(alan)).toMatch(/Welcome, Alan! Your account alan is ready\.\nClaimed by me\nYou have claimed nothing\./);
  await alan.command('/account sign-out');
  await alan.openHome();
  await alan.press('Sign in');
  await alan.submit({ Username: 'alan', Password: password });
  expect(home(alan)).toMatch(/You are signed in as alan\.\nClaimed by me/);
});

test('an account with nothing yet', async () => {
  const alan = await world.member('alan');
  const empty = await alan.openHome();
  expect(empty.text).toBe(
    'Claimed by me\nYou have claimed nothing.\nProjects\nJoin a project with `/project`, or make one: its tasks show up here.',
  );
  expect(empty.buttons).toEqual(['New task', 'New project', 'New group']);
  isHome(await alan.press('New task'), /^You aren't in a project yet/);
  isHome(await alan.press('New project'), /^A project lives in a group, and you are in none/);
  await alan.press('New group');
  await alan.submit({ Name: "Alan's" });
  expect(home(alan)).toMatch(/^You made the group Alan's\./);
  await alan.press('New project', { on: alan.home() as never });
  await alan.submit({ Name: 'Machines', Key: 'MAC' });
  expect(home(alan)).toMatch(/^You made the project MAC\.[\s\S]*MAC {2}Machines\n[\s\S]*Nothing is open in MAC\./);
  await alan.press('New task', { on: alan.home() as never });
  expect((await alan.submit({ Title: ' ' })).errors).toEqual({ Title: 'Type a title.' });
  expect((await alan.submit({ Title: 'Think' })).kind).toBe('closed');
  expect(home(alan)).toMatch(/^You created MAC-1\.[\s\S]*MAC-1 {2}Think/);
});

test('invitations with Accept and Decline', async () => {
  for (const name of ['One', 'Two']) {
    await ada.command(`/group create ${name}`);
    await ada.command(`/group invite ${name} @grace`);
  }
  isHome(
    await grace.openHome(),
    /^Invitations\nAda Lovelace \(ada\) invites you to One\nAda Lovelace \(ada\) invites you to Two\n/,
  );
  isHome(
    await grace.press('Accept', { near: /to Two/ }),
    /^You accepted: you are a member of Two now\.[\s\S]*invites you to One\nClaimed/,
  );
  const declined = await grace.press('Decline');
  isHome(declined, /^You declined the invitation to One\.\nClaimed by me/);
  expect(declined.buttons).not.toContain('Accept');
  await ada.waitForMessage(/Grace Hopper \(grace\) declined your invitation to the group One/);
});

test('claimed tasks with Complete and Drop, and Claim in the list', async () => {
  await add('First', 'Second', 'Third');
  await grace.openHome();
  isHome(
    await grace.press('Claim', { near: /Second/ }),
    /^You claimed WEB-2\.\nClaimed by me\nWEB-2 {2}Second\n[\s\S]*WEB {2}Website\nWEB-3/,
  );
  isHome(await grace.press('Claim', { near: /First/ }), /^You claimed WEB-1\.\nClaimed by me\nWEB-2 [\s\S]*\nWEB-1 /);
  isHome(
    await grace.press('Drop', { near: /WEB-2/ }),
    /^You dropped WEB-2\.\nClaimed by me\nWEB-1 [\s\S]*Website\nWEB-3 [\s\S]*\nWEB-2 /,
  );
  isHome(await grace.press('Complete'), /^You completed WEB-1\.\nClaimed by me\nYou have claimed nothing\./);
  isHome(
    await grace.choose('Status', 'Completed'),
    /WEB {2}Website\nWEB-1 {2}First\nCompleted by Grace Hopper \(grace\)/,
  );
  isHome(await grace.choose('Status', 'Claimed'), /WEB {2}Website\nNothing is claimed in WEB\./);
});

test('each task leads to its details, with all that can be done to it', async () => {
  await add('Mine', 'Open', 'Theirs');
  await grace.command('/task claim WEB-1');
  await ada.command('/task claim WEB-3');
  await grace.openHome();
  for (const [title, status, says] of [
    ['Mine', 'Open', /Claimed by Grace Hopper/],
    ['Open', 'Open', /Website · Open/],
    ['Theirs', 'Claimed', /Claimed by Ada Lovelace/],
  ] as const) {
    await grace.choose('Status', status, { on: grace.home() as never });
    const details = await grace.press('History', { near: new RegExp(`WEB-\\d {2}${title}`) });
    expect(details.kind).toBe('modal');
    expect(details.text).toMatch(new RegExp(`^History\nWEB-\\d {2}${title}\n`));
    expect(details.text).toMatch(says);
    grace.close();
  }
});

test('what others did meanwhile is told, and shown', async () => {
  await add('Sought after');
  await grace.openHome();
  await ada.command('/task claim WEB-1');
  isHome(
    await grace.press('Claim'),
    /^Ada Lovelace \(ada\) has claimed WEB-1\.\nClaimed by me\nYou have claimed nothing\.\nWEB {2}Website\nNothing is open/,
  );
  await ada.command('/task drop WEB-1');
  isHome(await grace.openHome(), /^Claimed by me[\s\S]*WEB-1 {2}Sought after/);
  await ada.command('/project transfer WEB @grace');
  await ada.command('/project delete WEB');
  await ada.submit();
  isHome(await grace.press('Claim'), /^There is no task like that in your projects\.[\s\S]*Projects\nJoin a project/);
});

test('a project and a status stay chosen, and each list is paged', async () => {
  await ada.command('/project create Another');
  await ada.submit({ Key: 'ANO' });
  ada.close();
  await add(...Array.from({ length: 23 }, (_, index) => `number ${index}.`));
  const numbers = ({ text }: Answer) => [...text.matchAll(/number (\d+)\./g)].map(([, number]) => Number(number));
  const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index);
  isHome(await ada.openHome(), /ANO {2}Another\nNothing is open in ANO/);
  expect(numbers(await ada.choose('Project', 'WEB'))).toEqual(down(22, 13));
  expect(numbers(await ada.press('Next'))).toEqual(down(12, 3));
  const claimed = await ada.press('Claim', { near: /number 7/ });
  expect(numbers(claimed)).toEqual([7, 12, 11, 10, 9, 8, 6, 5, 4, 3, 2]);
  expect(numbers(await ada.press('Next'))).toEqual([7, 1, 0]);
  expect(numbers(await ada.press('Claim', { near: /number 1\./ }))).toEqual([7, 1, 0]);
  // Nothing is left on that page: the first one is shown.
  expect(numbers(await ada.press('Claim'))).toEqual([7, 1, 0, ...down(22, 13)]);
  await ada.press('New task');
  await ada.submit({ Title: 'number 99.' });
  expect(home(ada)).toMatch(/You created WEB-24\.[\s\S]*WEB {2}Website[\s\S]*number 99\./);
  expect(numbers(await ada.openHome())).toContain(99);
});

test('what is done in a modal of Home shows in Home, too', async () => {
  await add('In a modal');
  await ada.openHome();
  await ada.choose('Status', 'Claimed');
  await grace.command('/task claim WEB-1');
  await ada.openHome();
  expect((await ada.press('History')).kind).toBe('modal');
  const released = await ada.press('Release');
  expect(released.text).toMatch(/You released WEB-1\./);
  await shows(ada, /Nothing is claimed in WEB\./);
  expect((await ada.press('Claim')).text).toMatch(/You claimed WEB-1\./);
  await shows(ada, /^Claimed by me\nWEB-1 {2}In a modal/);
  expect((await ada.press('Edit')).text).toMatch(/^Edit task/);
  expect((await ada.submit({ Title: 'Edited in a modal' })).kind).toBe('closed');
  expect(ada.modals()).toEqual([]);
  expect(home(ada)).toMatch(/^You edited WEB-1\.\nClaimed by me\nWEB-1 {2}Edited in a modal/);
});
