import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { signature } from '../../playground/delivery.ts';
import type { Person } from '../../playground/person.ts';
import { type SimulatedSlack, startSlack } from '../../playground/slack.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { againWhileLate } from '../support/lateness.ts';
import { onDatabase, untilWell } from '../support/load.ts';
import { leaveDatabase, testMongoUri } from '../support/mongo.ts';
import { seed } from '../support/seed.ts';

/** Requests that aren't Slack's, or are but come late, again or slowly (S1, S3). */
let slack: SimulatedSlack;
let bot: BotProcess;
let people: Person[];
const mongodbUri = testMongoUri();

beforeAll(async () => {
  slack = await startSlack({ keepCalls: false });
  bot = await startBotProcess({ slack, mongodbUri });
  slack.deliverTo(bot.url);
  ({ people } = await seed(mongodbUri, slack, { people: 10 }));
  await untilWell(people);
});
afterAll(async () => {
  await bot.kill('SIGKILL');
  await slack.stop();
  await leaveDatabase(mongodbUri);
});

const seconds = () => Math.floor(Date.now() / 1000);
const tasks = () => onDatabase(mongodbUri, (database) => database.collection('tasks').countDocuments());

function body(title: string, pad = ''): string {
  const { teamId, userId } = people[0] as Person;
  const fields = { command: '/task', text: `add P1 ${title}`, team_id: teamId, user_id: userId, trigger_id: title };
  return new URLSearchParams({ ...fields, channel_id: 'C1', response_url: 'http://127.0.0.1:1/', pad }).toString();
}

function post(text: string, { at = seconds(), signed = signature(slack.signingSecret, String(at), text) } = {}) {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': String(at),
    'x-slack-signature': signed,
  };
  return fetch(bot.url, { method: 'POST', headers, body: text });
}

const mebibyte = 1024 * 1024;
const padded = (title: string, length: number) => body(title, 'x'.repeat(length - body(title).length));

test.each([
  ['signed', 200, 1, () => post(body('Signed'))],
  ['forged', 401, 0, () => post(body('Forged'), { signed: `v0=${'0'.repeat(64)}` })],
  [
    'altered',
    401,
    0,
    () => post(`${body('Altered')}x`, { signed: signature(slack.signingSecret, String(seconds()), body('Altered')) }),
  ],
  ['old by 301 s', 401, 0, () => post(body('Old'), { at: seconds() - 301 })],
  ['of a clock ahead by 60 s', 200, 1, () => post(body('Ahead'), { at: seconds() + 60 })],
  ['of 1 MiB', 200, 1, () => post(padded('Large', mebibyte))],
  ['of 1 MiB and a byte', 413, 0, () => post(padded('Larger', mebibyte + 1))],
  ['of 1 MiB and a byte, forged', 413, 0, () => post(padded('Forged', mebibyte + 1), { signed: 'v0=0' })],
])('one %s gets %i and has %i effect', async (what, status, effects, send) => {
  const before = await tasks();
  const response = await send();
  const had = (await tasks()) - before;
  process.stdout.write(`a request ${what}: ${response.status}, ${had} effect\n`);
  expect([response.status, had]).toEqual([status, effects]);
});

test('one replayed to the letter, ten times at once and later, has one effect', async () => {
  const at = seconds();
  const text = body('Replayed');
  const before = await tasks();
  await Promise.all(Array.from({ length: 10 }, () => post(text, { at })));
  await post(text, { at });
  const had = (await tasks()) - before;
  process.stdout.write(`a request replayed to the letter, 11 times: ${had} effect\n`);
  expect(had).toBe(1);
});

async function opened(count: number, sent: string): Promise<Socket[]> {
  const { hostname, port } = new URL(bot.url);
  const sockets = Array.from({ length: count }, () => connect(Number(port), hostname));
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  for (const socket of sockets) socket.on('error', () => undefined).write(sent);
  return sockets;
}

/** The middle of fifty claims' and lists' times, in milliseconds. */
async function typical(): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < 50; turn++) {
    const person = people[turn % people.length] as Person;
    const answer = await person.command(turn % 2 ? '/task mine' : `/task add P1 Turn ${turn}`);
    expect(answer.kind).toBe('message');
    times.push(answer.milliseconds);
  }
  return times.sort((one, other) => one - other)[25] as number;
}

test.each([
  ['500 idle connections', 500, ''],
  ['100 that send half a head', 100, 'POST /slack/events HTTP/1.1\r\nhost: dibs\r\n'],
  ['100 that send half a body', 100, 'POST /slack/events HTTP/1.1\r\nhost: dibs\r\ncontent-length: 1000\r\n\r\nhalf'],
])('%s delay nobody, and are ended', (name, count, sent) =>
  againWhileLate(async () => {
    const quiet = await typical();
    const sockets = await opened(count, sent);
    const ended = Promise.all(sockets.map((socket) => once(socket, 'close')));
    for (const socket of sockets) socket.resume();
    const beside = await typical();
    const said = `${name}: ${quiet.toFixed(1)} ms quiet, ${beside.toFixed(1)} ms beside them`;
    process.stdout.write(`${said}\n`);
    await ended;
    return beside < 3 * quiet + 10 ? [] : [said];
  }),
);
