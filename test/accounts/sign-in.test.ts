import type { Answer, Person } from '../../playground/person.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { password, startWorld, type World } from '../support/world.ts';

/** A4 and A2, on processes of their own: what is counted and what is kept must not live in one of them. */
let world: World;
let one: BotProcess;
let other: BotProcess;
let count = 0;
const wrong = 'Wrong-horse-7';
const minutes = (number: number) => number * 60_000;

const start = () =>
  startBotProcess({
    slack: world.slack,
    mongodbUri: world.mongodbUri,
    environment: { LOG_LEVEL: 'debug', BCRYPT_COST: '10' },
  });

beforeAll(async () => {
  world = await startWorld({ bots: 0 });
  [one, other] = await Promise.all([start(), start()]);
  world.slack.deliverTo(one.url, other.url);
});
afterAll(async () => {
  await Promise.all([one, other].map((bot) => bot.kill('SIGTERM')));
  await world.stop();
});
beforeEach(() => world.slack.deliverTo(one.url, other.url));

const somebody = () => world.slack.addPerson(`somebody${++count}`, 'Some', 'Body');

/** A username that nobody has tried yet. */
async function username(): Promise<string> {
  const person = somebody();
  await world.member(person.name);
  return person.name;
}

async function tryAs(person: Person, name: string, secret: string): Promise<Answer> {
  await person.command('/account sign-in');
  const answer = await person.submit({ Username: name, Password: secret });
  person.close();
  return answer;
}

const tooMany = /Too many wrong passwords\. Try again in 1[45] minutes\./;
const notTogether = "That username and password don't belong together.";

/** Moves the windows of everybody's tries back in time. */
const agedBy = (milliseconds: number) =>
  world.collection('passwordTries').updateMany({}, [{ $set: { expire: { $subtract: ['$expire', milliseconds] } } }]);

test('five wrong passwords for one account, from anybody, and it is closed until the window ends', async () => {
  const name = await username();
  for (const typed of [name, name.toUpperCase(), `@${name}`, `@ ${name}`, ` ＠ ${name}`])
    expect((await tryAs(somebody(), typed, wrong)).errors).toEqual({ Password: notTogether });
  const person = somebody();
  for (const secret of [wrong, password])
    expect((await tryAs(person, name, secret)).errors['Password']).toMatch(tooMany);

  // Neither the other process nor a new one has forgotten.
  for (const bot of [one, other]) {
    world.slack.deliverTo(bot.url);
    expect((await tryAs(somebody(), name, password)).errors['Password']).toMatch(tooMany);
  }
  await one.kill('SIGKILL');
  one = await start();
  world.slack.deliverTo(one.url);
  expect((await tryAs(somebody(), name, password)).errors['Password']).toMatch(tooMany);

  // Refused tries don't count: the window ends when it was to end, and it is closed until then.
  await agedBy(minutes(13));
  expect((await tryAs(person, name, password)).errors['Password']).toMatch(/Try again in [12] minutes?\./);
  await agedBy(minutes(2));
  expect((await tryAs(person, name, password)).text).toMatch(/You are signed in as/);
});

test('five wrong passwords by one Slack user, whatever accounts they try', async () => {
  const names = await Promise.all(Array.from({ length: 6 }, username));
  const person = somebody();
  for (const name of names.slice(0, 5))
    expect((await tryAs(person, name, wrong)).errors).toEqual({ Password: notTogether });
  const [last = ''] = names.slice(5);
  for (let tried = 0; tried < 6; tried++)
    expect((await tryAs(person, last, password)).errors['Password']).toMatch(tooMany);

  // The account that was not looked at is open to others.
  expect((await tryAs(somebody(), last, password)).text).toMatch(/You are signed in as/);
  await agedBy(minutes(15));
  expect((await tryAs(person, last, password)).text).toMatch(/You are signed in as/);
});

test('wrong current passwords are counted with the others, and right ones are not', async () => {
  const name = await username();
  const person = world.slack.person(name);
  const edit = async (secret: string) => {
    await person.command('/account edit');
    const answer = await person.submit({ 'Current password': secret });
    person.close();
    return answer;
  };
  for (let times = 0; times < 7; times++) expect((await edit(password)).text).toMatch(/saved/);
  for (let tried = 0; tried < 4; tried++) expect((await edit(wrong)).errors['Current password']).toMatch(/isn't your/);
  expect((await tryAs(somebody(), name, wrong)).errors).toEqual({ Password: notTogether });
  expect((await edit(password)).errors['Current password']).toMatch(tooMany);
});

test('tries at once are counted, too', async () => {
  const name = await username();
  const people = Array.from({ length: 12 }, somebody);
  await Promise.all(people.map((person) => person.command('/account sign-in')));
  const answers = await Promise.all(people.map((person) => person.submit({ Username: name, Password: wrong })));
  const counted = answers.filter(({ errors }) => errors['Password'] === notTogether).length;
  expect(counted).toBeLessThanOrEqual(5);
  // On a busy machine some come too late to be looked at.
  for (let tried = counted; tried < 5; tried++) await tryAs(somebody(), name, wrong);
  expect((await tryAs(somebody(), name, password)).errors['Password']).toMatch(tooMany);
});

test('an unknown username and a wrong password get the same words after the same work', async () => {
  const name = await username();
  const took = { known: [] as number[], unknown: [] as number[] };
  for (let round = 0; round < 15; round++) {
    await world.collection('passwordTries').deleteMany({});
    for (const [kind, tried] of [
      ['known', name],
      ['unknown', `nobody${round}`],
    ] as const) {
      const answer = await tryAs(somebody(), tried, wrong);
      expect(answer.errors).toEqual({ Password: notTogether });
      took[kind].push(answer.milliseconds);
    }
  }
  const middle = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] as number;
  expect(middle(took.unknown) / middle(took.known)).toBeGreaterThan(0.5);
  expect(middle(took.unknown) / middle(took.known)).toBeLessThan(2);
});

test('A2 no password stands in the log, in what went to Slack, or in the database', async () => {
  const secrets = ['Secret-Sign-Up-1', 'Secret-Sign-In-2', 'Secret-Wrong-3', 'Secret-New-4', 'secret-weak'] as const;
  const [first, second, third, fourth, weak] = secrets;
  const person = somebody();
  await person.command('/task add Asked for before');
  await person.press('Sign up');
  await person.submit({ Email: 'nowhere', Password: weak, 'Confirm password': second });
  await person.submit({ Email: `${person.name}@example.com`, Password: first, 'Confirm password': first });
  await person.press('Continue');
  person.close();
  await person.command('/account password');
  await person.submit({ 'Current password': third, Password: fourth, 'Confirm password': fourth });
  await person.submit({ 'Current password': first });
  person.close();
  await person.command('/account sign-out');
  await tryAs(person, person.name, second);
  await tryAs(person, person.name, fourth);
  await person.command('/account edit');
  await person.submit({ Username: 'x', 'Current password': fourth });
  await person.submit({ Username: person.name, 'Current password': third });
  person.close();
  await person.command('/account delete');
  await person.submit({ 'Current password': third });
  person.close();
  // What is typed after a command is no place for a password, but people do it.
  await person.command(`/account password ${fourth}`);
  person.close();

  const places = {
    log: [...one.output, ...other.output].join('\n'),
    slack: JSON.stringify(world.slack.calls),
    stored: JSON.stringify(await world.documents()),
  };
  expect(places.log).toContain('"level":20');
  for (const [place, text] of Object.entries(places))
    for (const secret of [...secrets, password, wrong])
      expect([place, text.includes(secret) && secret]).toEqual([place, false]);
});
