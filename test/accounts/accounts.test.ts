import type { Answer, Person } from '../../playground/person.ts';
import { initial } from '../support/shown.ts';
import { password, startWorld, type World } from '../support/world.ts';

let world: World;
let ada: Person;
let count = 0;

beforeAll(async () => {
  world = await startWorld();
  ada = await world.member('ada');
});
afterAll(() => world.stop());

/** Somebody in Slack who has no account yet. */
const somebody = () => world.slack.addPerson(`somebody${++count}`, 'Some', `Body ${count}`);

const filled = (person: Person) => ({
  Email: `${person.name}@example.com`,
  Password: password,
  'Confirm password': password,
});

async function openSignUp(person: Person): Promise<Answer> {
  const form = await person.command('/account sign-up');
  expect(form.kind).toBe('modal');
  return form;
}

describe('A1 signing up', () => {
  test('starts with what Slack knows', async () => {
    const form = await openSignUp(world.slack.person('grace'));
    expect(['firstName', 'surname', 'username', 'email'].map((field) => initial(form, field))).toEqual([
      'Grace',
      'Hopper',
      'grace',
      '',
    ]);
    const odd = await openSignUp(world.slack.addPerson('Zoë Ünal!', 'Zoë', 'Ünal'));
    expect(initial(odd, 'username')).toBe('zoeunal');
  });

  const wrong: [label: string, typed: string, error: RegExp][] = [
    ['First name', '', /Type a first name/],
    ['First name', '   ', /Type a first name/],
    ['First name', '007', /needs at least one letter/],
    ['First name', 'x'.repeat(51), /at most 50 characters/],
    ['Surname', '', /Type a surname/],
    ['Surname', '-', /needs at least one letter/],
    ['Surname', 'x'.repeat(51), /at most 50 characters/],
    ['Email', '', /Type an email address/],
    ['Email', 'ada', /Type an email address/],
    ['Email', 'ada@example', /Type an email address/],
    ['Email', `${'x'.repeat(250)}@example.com`, /email address/i],
    ['Username', 'ab', /3–32/],
    ['Username', 'x'.repeat(33), /3–32/],
    ['Username', 'two words', /3–32/],
    ['Username', 'ümlaut', /3–32/],
    ['Username', 'ada', /taken/],
    ['Username', 'ADA', /taken/],
    ['Username', '@ada', /taken/],
    ['Email', 'ada@example.com', /has an account already/],
    ['Email', ' ADA@Example.COM ', /has an account already/],
  ];
  test.each(wrong)('%s %j is refused at its field', async (label, typed, error) => {
    const person = somebody();
    await openSignUp(person);
    const refused = await person.submit({ ...filled(person), [label]: typed });
    expect(Object.keys(refused.errors)).toEqual([label]);
    expect(refused.errors[label]).toMatch(error);
    person.close();
    expect(await world.count('identities', { userId: person.userId })).toBe(0);
  });

  test('every wrong field is told at once, and what was typed stays', async () => {
    const person = somebody();
    await openSignUp(person);
    const { errors } = await person.submit({
      'First name': '1',
      Surname: '2',
      Email: '3',
      Username: '4',
      Password: '5',
    });
    expect(Object.keys(errors)).toEqual(['First name', 'Surname', 'Email', 'Username', 'Password', 'Confirm password']);
    await person.submit({ 'First name': 'Zoë', Surname: "O'Neil", Email: `${person.name}@example.com` });
    await person.submit({ Username: 'x._-9', Password: password });
    const arrived = await person.submit({ 'Confirm password': password });
    expect(arrived.text).toMatch(/Welcome, Zoë! Your account x\._-9 is ready/);
    person.close();
    expect((await person.command('/account')).text).toMatch(/Zoë O'Neil\nUsername x\._-9\nEmail somebody/);
  });

  test.each([
    ['A', 'B', 'abc'],
    ['x'.repeat(50), `${'1'.repeat(49)}x`, 'a'.repeat(32)],
    ['李', 'Đặng', 'd.ang'],
  ])('%s %s as %s are names', async (firstName, surname, username) => {
    const person = somebody();
    await openSignUp(person);
    const names = { 'First name': firstName, Surname: surname, Username: username.toUpperCase() };
    expect((await person.submit({ ...filled(person), ...names })).text).toContain(`Your account ${username} is ready`);
    person.close();
  });

  test('of several at once with one username, one gets it', async () => {
    const people = Array.from({ length: 6 }, somebody);
    await Promise.all(people.map(openSignUp));
    const answers = await Promise.all(
      people.map((person) => person.submit({ ...filled(person), Username: 'sought.after' })),
    );
    expect(answers.filter(({ text }) => /^.*Welcome/s.test(text))).toHaveLength(1);
    expect(answers.filter(({ errors }) => /taken/.test(errors['Username'] ?? ''))).toHaveLength(5);
    for (const person of people) person.close();
  });

  test('a Slack user has at most one account', async () => {
    const person = somebody();
    const { delivery } = await openSignUp(person);
    await person.submit(filled(person));
    person.close();
    expect((await person.command('/account sign-up')).text).toMatch(/You have an account already/);
    expect((await person.command('/account sign-in')).text).toMatch(/You are signed in already/);
    expect(delivery.payload['text']).toBe('sign-up');
    expect(await world.count('identities', { userId: person.userId })).toBe(1);
  });
});

describe('A2 passwords', () => {
  const wrong: [typed: string, error: RegExp][] = [
    ['', /at least 8 characters/],
    ['Aa1!567', /at least 8 characters/],
    ['correct-horse-7', /an upper-case letter/],
    ['CORRECT-HORSE-7', /a lower-case letter/],
    ['Correct-horse-x', /a digit/],
    ['Correcthorse7', /a symbol/],
    ['Correct horse 7', /a symbol/],
    [`Aa1!${'x'.repeat(69)}`, /at most 72 bytes/],
    [`Aa1!${'😀'.repeat(18)}`, /at most 72 bytes/],
    ['Correct-horse-7\0', /NUL/],
  ];
  test.each(wrong)('%j is refused', async (typed, error) => {
    const person = somebody();
    await openSignUp(person);
    const { errors } = await person.submit({ ...filled(person), Password: typed, 'Confirm password': typed });
    expect(errors).toEqual({ Password: expect.stringMatching(error) });
    person.close();
  });

  test.each(['Aa1!5678', `Aa1!${'x'.repeat(68)}`, `Aa1!${'😀'.repeat(17)}`, ' Ünï€1 x '])(
    '%j is a password',
    async (typed) => {
      const person = somebody();
      await openSignUp(person);
      await person.submit({ ...filled(person), Password: typed, 'Confirm password': typed });
      person.close();
      await person.command('/account sign-out');
      await person.command('/account sign-in');
      for (const other of [typed.slice(0, -1), `${typed}x`, `${typed}\0`, `${typed}\0x`, typed.toLowerCase()])
        expect((await person.submit({ Username: person.name, Password: other })).errors).toHaveProperty('Password');
      await world.collection('passwordTries').deleteMany({});
      expect((await person.submit({ Username: person.name, Password: typed })).text).toMatch(/You are signed in as/);
      person.close();
    },
  );

  test('two that differ are refused', async () => {
    const person = somebody();
    await openSignUp(person);
    const { errors } = await person.submit({ ...filled(person), 'Confirm password': `${password}x` });
    expect(errors).toEqual({ 'Confirm password': expect.stringMatching(/aren't the same/) });
    person.close();
  });

  test('what is stored is a bcrypt hash', async () => {
    const accounts = await world.collection('accounts').find().toArray();
    for (const { passwordHash } of accounts) expect(passwordHash).toMatch(/^\$2b\$04\$.{53}$/);
  });
});

test('A7 the account page', async () => {
  await world.group(ada);
  await world.project(ada);
  for (const title of ['Claimed one', 'Completed one', 'Open one']) await ada.command(`/task add WEB ${title}`);
  await ada.command('/task claim WEB-1 WEB-2');
  await ada.command('/task complete WEB-2');
  const page = await ada.command('/account');
  expect(page.text).toMatch(
    /^Ada Lovelace\nUsername ada\nEmail ada@example\.com\nSince .+\nGroups owned: Web\nProjects managed: WEB\nClaimed\nWEB-1 {2}Claimed one\nCompleted\nWEB-2 {2}Completed one, .*UTC$/,
  );
  expect(page.buttons).toEqual(['Edit', 'Delete']);
});
