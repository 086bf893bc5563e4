import mongoose from 'mongoose';
import type { Person } from '../../playground/person.ts';
import { startSlack } from '../../playground/slack.ts';
import { startBotProcess } from '../support/bot-process.ts';
import { dropDatabase, testMongoUri } from '../support/mongo.ts';
import { atBot, linkIn, openPage } from '../support/password-page.ts';

/** A2: everything that takes a password is done, rightly and wrongly; then the log and the database are looked through. */
const first = 'First-secret-1';
const second = 'Second-secret-2';
const wrong = 'Wrong-secret-3';
const tooShort = 'Zq-4';
const passwords = [first, second, wrong, tooShort];

type Fill = (person: Person, command: string, ...values: Record<string, string>[]) => Promise<void>;

/** Each thing that takes a password, the last time with all right. */
async function everything(person: Person, fill: Fill) {
  const email = { Email: `${person.name}@example.com` };
  const twice = (password: string) => ({ Password: password, 'Confirm password': password });
  await fill(person, '/account sign-up', { ...email, ...twice(tooShort) }, { ...email, ...twice(first) });
  await fill(person, '/account edit', { 'Current password': wrong }, { Surname: 'New', 'Current password': first });
  const change = { 'Current password': first, ...twice(second) };
  await fill(person, '/account password', { ...change, 'Current password': wrong }, change);
  await person.command('/account sign-out');
  const username = { Username: person.name };
  await fill(person, '/account sign-in', { ...username, Password: wrong }, { ...username, Password: second });
  await fill(person, '/account delete', { 'Current password': wrong }, { 'Current password': second });
  expect((await person.command('/account')).text).toMatch(/Welcome to Dibs/);
}

async function dump(uri: string): Promise<string> {
  const client = new mongoose.mongo.MongoClient(uri);
  const collections = await client.db().collections();
  const documents = await Promise.all(collections.map((collection) => collection.find().toArray()));
  await client.close();
  return JSON.stringify(documents);
}

test.each([
  ['on the page', { PUBLIC_URL: 'https://dibs.example' }],
  ["in Slack's forms, over HTTP", {}],
  ["in Slack's forms, over Socket Mode", { SLACK_APP_TOKEN: 'socket' }],
])('no password and no token in the log, at its most talkative, nor in the database: %s', async (_, settings) => {
  const slack = await startSlack();
  const mongodbUri = testMongoUri();
  const socket = 'SLACK_APP_TOKEN' in settings;
  const environment = { ...settings, LOG_LEVEL: 'debug', ...(socket ? { SLACK_APP_TOKEN: slack.appToken } : {}) };
  const bot = await startBotProcess({ slack, mongodbUri, environment });
  if (socket) slack.deliverBySocket();
  else slack.deliverTo(bot.url);
  const tokens: string[] = [];

  const inSlack: Fill = async (person, command, ...values) => {
    await person.command(command);
    for (const one of values) await person.submit(one);
    person.close();
  };
  const onPage: Fill = async (person, command, ...values) => {
    const link = linkIn((await person.command(command)).view);
    tokens.push(link.slice(-43));
    let page = await openPage(atBot(link, bot.url));
    for (const one of values) page = await page.submit(one);
    expect(page.title).toBe('Done');
    await openPage(atBot(link, bot.url));
    person.close();
  };

  try {
    await everything(slack.person('ada'), 'PUBLIC_URL' in settings ? onPage : inSlack);
    const log = bot.output.join('\n');
    const data = await dump(mongodbUri);
    expect(log).toMatch(/Dibs is ready/);
    expect(data).toMatch(/account\.deleted/);
    for (const secret of [...passwords, ...tokens]) {
      expect(log).not.toContain(secret);
      expect(data).not.toContain(secret);
    }
    expect(tokens).toHaveLength('PUBLIC_URL' in settings ? 5 : 0);
  } finally {
    await bot.kill('SIGKILL');
    await dropDatabase(mongodbUri);
    await slack.stop();
  }
});
