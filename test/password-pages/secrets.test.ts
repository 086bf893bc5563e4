import mongoose from 'mongoose';
import type { Person } from '../../playground/person.ts';
import { startSlack } from '../../playground/slack.ts';
import { startBotProcess } from '../support/bot-process.ts';
import { leaveDatabase, testMongoUri } from '../support/mongo.ts';
import { atBot, linkIn, openPage } from '../support/password-page.ts';

/** A2: all that takes a password is done on the page, rightly and wrongly; then log and database are looked through. */
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

test('no password and no token in the log, at its most talkative, nor in the database; a line for each look and try', async () => {
  const slack = await startSlack();
  const mongodbUri = testMongoUri();
  const environment = { PUBLIC_URL: 'https://dibs.example', LOG_LEVEL: 'debug' };
  const bot = await startBotProcess({ slack, mongodbUri, environment });
  slack.deliverTo(bot.url);
  const tokens: string[] = [];
  const stored: string[] = [];

  const fill: Fill = async (person, command, ...values) => {
    const link = linkIn((await person.command(command)).view);
    tokens.push(link.slice(-43));
    let page = await openPage(atBot(link, bot.url));
    for (const one of values) page = await page.submit(one);
    stored.push(await dump(mongodbUri));
    expect(page.title).toBe('Done');
    await openPage(atBot(link, bot.url));
    person.close();
  };

  try {
    await everything(slack.person('ada'), fill);
    const log = bot.output.join('\n');
    const data = stored.join('\n');
    expect(log).toMatch(/Dibs is ready/);
    expect(data).toMatch(/account\.deleted/);
    for (const secret of [...passwords, ...tokens]) {
      expect(log).not.toContain(secret);
      expect(data).not.toContain(secret);
    }
    expect(tokens).toHaveLength(5);
    const lines = bot.output.filter((line) => /"kind":"page"/.test(line)).map((line) => JSON.parse(line));
    const ends = lines.map(({ name, outcome }: Record<string, string>) => `${name} ${outcome}`);
    const each = ['password.look done', 'password.send refused', 'password.send done', 'password.look refused'];
    expect(ends).toEqual(Array(5).fill(each).flat());
    for (const { request } of lines) expect(request).toMatch(/^[0-9a-f]{8}$/);
  } finally {
    await bot.kill('SIGKILL');
    await leaveDatabase(mongodbUri);
    await slack.stop();
  }
});
