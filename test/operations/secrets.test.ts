import mongoose from 'mongoose';
import { type SimulatedSlack, startSlack } from '../../playground/slack.ts';
import { hiding, secretsIn } from '../../src/secrets.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { type OwnMongo, ownMongo } from '../support/mongo.ts';

/** All that is typed into password fields, right and wrong. */
const passwords = {
  first: 'First-Horse-71',
  second: 'Second-Horse-72',
  wrong: 'Wrong-Horse-73',
  weak: 'weakhorse74',
  other: 'Other-Horse-75',
  late: 'Late-Horse-76',
};

interface Line {
  level: number;
  msg: string;
  request?: string;
  kind?: string;
  name?: string;
  outcome?: string;
  team?: string;
  milliseconds?: number;
}

describe.each([
  ['HTTP', false],
  ['Socket Mode', true],
])('a whole tour at LOG_LEVEL=debug, over %s', (_, socket) => {
  let slack: SimulatedSlack;
  let mongo: OwnMongo;
  let bot: BotProcess;
  let unforeseen: string;

  beforeAll(async () => {
    slack = await startSlack();
    mongo = await ownMongo();
    const environment = { LOG_LEVEL: 'debug', METRICS_TOKEN: 'metrics-token-for-tests' };
    bot = await startBotProcess({ slack, mongodbUri: mongo.uri, socket, environment });
    if (socket) slack.deliverBySocket();
    else slack.deliverTo(bot.url);
    await signUpAndIn();
    await work();
    await withoutDatabase();
    await withoutSlack();
  });

  afterAll(async () => {
    await bot.kill('SIGKILL');
    await mongo.stop();
    await slack.stop();
  });

  async function signUpAndIn() {
    const { first, second, wrong, weak, other } = passwords;
    const ada = slack.person('ada');
    await ada.command('/account sign-up');
    await ada.submit({ Email: 'ada@example.com', Password: weak, 'Confirm password': weak });
    await ada.submit({ Password: first, 'Confirm password': other });
    await ada.submit({ Password: first, 'Confirm password': first });
    ada.close();
    await ada.command('/account password');
    await ada.submit({ 'Current password': wrong, Password: second, 'Confirm password': second });
    expect((await ada.submit({ 'Current password': first })).text).toMatch(/password is changed/);
    ada.close();
    await ada.command('/account edit');
    await ada.submit({ 'Current password': wrong });
    ada.close();
    await ada.command('/account sign-out');
    await ada.command('/account sign-in');
    await ada.submit({ Username: 'ada', Password: wrong });
    await ada.submit({ Username: 'ada', Password: second });
    ada.close();
    await ada.command('/account delete');
    await ada.submit({ 'Current password': wrong });
    ada.close();
    await ada.command(`/account sign-in ${other}`);
  }

  async function work() {
    const ada = slack.person('ada');
    await ada.command('/group create Web');
    await ada.command('/group invite Web @grace');
    await slack.person('grace').waitForMessage(/invites you/);
    await ada.command('/project create Website');
    await ada.submit({ Key: 'WEB' });
    ada.close();
    await ada.command('/task add WEB One');
    await ada.command('/task claim WEB-1');
    await ada.openHome();
    await ada.press('Complete');
    await ada.shortcut('task.from-message', ada.say('Do this'));
    ada.close();
    await fetch(bot.url, { method: 'POST', body: `password=${passwords.other}` });
  }

  async function withoutDatabase() {
    const grace = slack.person('grace');
    await grace.command('/account sign-in');
    mongo.kill('SIGSTOP');
    expect((await grace.submit({ Username: 'ada', Password: passwords.late })).text).toMatch(/nothing was saved/);
    await slack.person('ada').command('/task');
    mongo.kill('SIGCONT');
    grace.close();
    let again = '';
    while (!/Open in my projects/.test(again)) again = (await slack.person('ada').command('/task')).text;
  }

  /** Slack takes no calls any more: what opens a form fails, in a way that nobody foresaw. */
  async function withoutSlack() {
    const ada = slack.person('ada');
    slack.weather.refusing = 'internal_error';
    unforeseen = (await ada.command('/account password')).text;
    await ada.command('/group invite Web @alan');
    await ada.openHome();
    slack.weather.refusing = undefined;
  }

  const logged = () => bot.output.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Line);

  test('no password and no secret stands in what the bot says or stores', async () => {
    const client = new mongoose.mongo.MongoClient(mongo.uri);
    const database = client.db();
    const collections = await database.listCollections().toArray();
    const stored: string[] = [];
    for (const { name } of collections) stored.push(JSON.stringify(await database.collection(name).find().toArray()));
    await client.close();
    const said = bot.output.join('\n');
    expect(logged().length).toBeGreaterThan(50);
    expect(stored.join('').length).toBeGreaterThan(2000);
    const secrets = { ...passwords, bot: slack.botToken, app: slack.appToken, signing: slack.signingSecret };
    for (const [name, secret] of Object.entries({ ...secrets, metrics: 'metrics-token-for-tests' })) {
      expect([name, said.includes(secret)]).toEqual([name, false]);
      expect([name, stored.join('').includes(secret)]).toEqual([name, false]);
    }
  });

  test('each interaction is one line: what it was, how it ended and how long it took, and nothing that was typed', () => {
    const lines = logged().filter(({ msg }) => msg === 'interaction');
    const ended = lines.map(({ kind, name, outcome }) => `${kind} ${name} ${outcome}`);
    for (const one of [
      'command /account sign-up done',
      'form account.sign-up refused',
      'form account.sign-in away',
      'command /task claim done',
      'button task.complete done',
      'shortcut task.from-message done',
      'event app_home_opened done',
      'command /account password failed',
    ])
      expect(ended).toContain(one);
    for (const { request, team, milliseconds } of lines) {
      expect(request).toMatch(/^[0-9a-f]{8}$/);
      expect(team).toBe('T0ANALYTIC');
      expect(milliseconds).toBeGreaterThanOrEqual(0);
    }
    expect(new Set(lines.map(({ request }) => request)).size).toBe(lines.length);
  });

  test('S5: the reference that a person is told stands on every line of that interaction', () => {
    const [, reference] = /report ([0-9a-f]{8})/.exec(unforeseen) ?? [];
    const lines = logged().filter(({ request }) => request === reference);
    expect(lines.map(({ msg }) => msg)).toEqual(
      expect.arrayContaining(['interaction', 'call to Slack', `unforeseen error, reference ${reference}`]),
    );
  });
});

describe('secrets by their names and looks', () => {
  const hide = hiding(
    secretsIn({
      SLACK_STATE_SECRET: 'a "quoted" secret',
      TOKEN_ENCRYPTION_KEY: 'key-number-one, key-number-two',
      PORT: '12345678',
    }),
  );

  test.each([
    ['{"msg":"it is a \\"quoted\\" secret"}', '{"msg":"it is [redacted]"}'],
    ['key-number-two and key-number-one', '[redacted] and [redacted]'],
    ['xoxb-1-2-abc, xoxe.xoxp-1-abc and xapp-1-A-2', '[redacted], xoxe.[redacted] and [redacted]'],
    ['mongodb://dibs:p%40ss@db:27017/dibs', 'mongodb://dibs:[redacted]@db:27017/dibs'],
    ['port 12345678 at 10:30', 'port 12345678 at 10:30'],
  ])('%s', (line, hidden) => expect(hide(line)).toBe(hidden));
});
