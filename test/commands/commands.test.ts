import type { Person } from '../../playground/person.ts';
import { password, startWorld, type World } from '../support/world.ts';

/** The words of commands: synonyms (C1), any case, the nearest verb (C2), help, and what stands alone. */
let world: World;
let ada: Person;
let grace: Person;
let count = 0;

beforeAll(async () => {
  world = await startWorld();
  ({ ada, grace } = await world.team());
  await ada.command('/task add WEB First');
});
afterAll(() => world.stop());

const steps: [command: string, says: string][] = [
  ['/task claim WEB-1', 'You claimed WEB-1.'],
  ['/task drop WEB-1', 'You dropped WEB-1.'],
  ['/task CLAIM web-1', 'You claimed WEB-1.'],
  ['/task unclaim WEB-1', 'You dropped WEB-1.'],
  ['/task Claim Web-1', 'You claimed WEB-1.'],
  ['/task done WEB-1', 'You completed WEB-1.'],
  ['/task reopen WEB-1', 'You reopened WEB-1.'],
  ['/task claim WEB-1', 'You claimed WEB-1.'],
  ['/task FINISH WEB-1', 'You completed WEB-1.'],
  ['/task Reopen web-1', 'You reopened WEB-1.'],
  ['/task claim WEB-1', 'You claimed WEB-1.'],
  ['/task complete WEB-1', 'You completed WEB-1.'],
];
test('C1 synonyms of claim, drop and complete, in any case', async () => {
  for (const [command, says] of steps)
    expect([command, (await ada.command(command)).text.split('\n')[0]]).toEqual([command, says]);
});

test.each(['add', 'new', 'create', 'ADD', 'New'])('C1 %s', async (verb) => {
  const word = `${verb} number ${count++}`;
  expect((await ada.command(`/task ${verb} web ${word}`)).text).toMatch(`  ${word}\n`);
  expect((await ada.command(`/group ${verb} Group ${word}`)).text).toMatch(`You made the group Group ${word}.`);
  const form = await ada.command(`/project ${verb} "Project ${word}"`);
  expect(form.text).toMatch(/^New project\nGroup\nName\nKey/);
  ada.close();
});

test.each([
  ['sign-up', 'signup', 'Sign-Up'],
  ['sign-in', 'login', 'SIGNIN'],
])('C1 %s', async (...verbs) => {
  for (const verb of verbs) {
    const alan = world.slack.person('alan');
    const form = await alan.command(`/account ${verb}`);
    expect(form.text).toMatch(verbs[0] === 'sign-up' ? /^Sign up\nFirst name/ : /^Sign in\nUsername/);
    alan.close();
  }
});

test.each(['sign-out', 'logout', 'SignOut'])('C1 %s', async (verb) => {
  expect((await grace.command(`/account ${verb}`)).text).toMatch(/You are signed out of grace/);
  await grace.command('/account sign-in');
  await grace.submit({ Username: 'grace', Password: password });
  grace.close();
});

test.each([
  ['/task clam WEB-1', 'claim'],
  ['/task Clame', 'claim'],
  ['/task complet WEB-1', 'complete'],
  ['/task finsh WEB-1', 'finish'],
  ['/task lst', 'list'],
  ['/task ad something', 'add'],
  ['/project jion WEB', 'join'],
  ['/project memebrs', 'members'],
  ['/group invte', 'invite'],
  ['/group tranfser', 'transfer'],
  ['/account passwrd', 'password'],
  ['/account singup', 'sign-up'],
  ['/account hlep', 'help'],
])('C2 %s: did you mean %s?', async (command, verb) => {
  const [noun, word] = command.split(' ');
  expect((await ada.command(command)).text).toBe(
    `There is no \`${noun} ${word}\`. Did you mean \`${verb}\`? \`${noun} help\` shows what there is.`,
  );
});

test.each(['/task xyzzy-plugh', '/task <b>&', '/task *', '/project 😀', '/group __proto__', '/account constructor'])(
  'C2 %s is like none',
  async (command) => {
    const noun = command.split(' ')[0];
    expect((await ada.command(command)).text).toBe(`There is no \`${command}\`. \`${noun} help\` shows what there is.`);
  },
);

test.each(['/task', '/project', '/group', '/account'])(
  '%s help, in any case and with what it stands for',
  async (command) => {
    for (const word of ['help', 'HELP', ' Help  ']) {
      const { text } = await ada.command(`${command} ${word}`);
      expect(text.split('\n').filter((line) => line.startsWith(`\`${command}`)).length).toBeGreaterThan(2);
      expect(text).toMatch(/Home, in the app, has your invitations, what you have claimed, and one project's tasks/);
    }
  },
);

test.each(['/project', '/group'])('%s list is what it shows alone', async (command) => {
  expect((await ada.command(`${command} list`)).text).toBe((await ada.command(command)).text);
});

test('bare commands show mine, with buttons', async () => {
  await ada.command('/task claim WEB-1');
  await ada.command('/task reopen WEB-1');
  await ada.command('/task claim WEB-1');
  const task = await ada.command('/task');
  expect(task.text).toMatch(/^Claimed by me\nWEB-1 {2}First\n[\s\S]*\nOpen in my projects\nWEB-\d+/);
  expect(new Set(task.buttons)).toEqual(new Set(['Complete', 'Drop', 'Claim', 'New task']));
  const project = await grace.command('/project');
  expect(project.text).toMatch(/^My projects\nWEB {2}Website\nProjects you could join\nThere are no others/);
  expect(project.buttons).toEqual(['New task', 'New project']);
  const group = await ada.command('/group');
  expect(group.text).toMatch(/^My groups\nGroup .*\nYou own it[\s\S]*\nWeb\nYou own it$/);
  expect(new Set(group.buttons)).toEqual(new Set(['Invite', 'New group']));
  expect((await grace.command('/group')).buttons).toEqual(['Leave', 'New group']);
  expect((await ada.command('/account')).buttons).toEqual(['Edit', 'Delete']);
});
