import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';
import type { Answer, Person } from '../../playground/person.ts';
import { type SimulatedSlack, startSlack } from '../../playground/slack.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { startLoadBalancer } from '../support/load-balancer.ts';
import { leaveDatabase, testMongoUri } from '../support/mongo.ts';
import { startMongoProxy } from '../support/mongo-proxy.ts';
import { type Seeded, seed } from '../support/seed.ts';
import { until } from '../support/until.ts';

/** So many people act at once, each again as soon as they are answered. */
const acting = 3;
const openTasks = 600;

let slack: SimulatedSlack;
let mongodbUri: string;
let seeded: Seeded;
let bots: BotProcess[];
let proxy: Awaited<ReturnType<typeof startMongoProxy>>;

beforeEach(async () => {
  slack = await startSlack();
  mongodbUri = testMongoUri();
  seeded = await seed(mongodbUri, slack, { people: acting, tasks: openTasks * 3 });
  bots = [];
});
afterEach(async () => {
  await Promise.all(bots.map((bot) => bot.kill('SIGKILL')));
  await proxy.stop();
  await slack.stop();
  await leaveDatabase(mongodbUri);
});

/**
 * Commands, which are answered in the acknowledgement, and presses on Claim, which are acknowledged first, one after the
 * other by each of these people for as long as `work` takes. Of the seed's tasks every third is open.
 */
async function loadDuring(work: () => Promise<void>) {
  const commands: Answer[] = [];
  const presses: Answer[] = [];
  let working = true;
  let number = 1;
  const act = async (who: Person) => {
    while (working) {
      commands.push(await who.command(`/task add P1 Number ${commands.length}.`));
      const open = number;
      number += 3;
      const { message } = await who.command(`/task P1-${open}`);
      if (message) presses.push(await who.press('Claim', { on: message }));
    }
  };
  const people = seeded.people.slice(0, acting).map(act);
  await work();
  working = false;
  await Promise.all(people);
  return { commands, presses };
}

const wrong = (answers: Answer[], right: RegExp) =>
  answers.filter(({ text }) => !right.test(text)).map(({ kind, text }) => `${kind}: ${text}`);

test('two processes behind a load balancer, restarted one after the other under load: no interaction is lost', async () => {
  // Slow commits make work that is still under way when the server has closed.
  const before = async (command: object) => void ('commitTransaction' in command && (await wait(300)));
  proxy = await startMongoProxy(mongodbUri, { before });
  const balancer = await startLoadBalancer();
  const start = async () => {
    const bot = await startBotProcess({ slack, mongodbUri: proxy.uri });
    bots.push(bot);
    await balancer.add(bot.url);
    return bot;
  };
  try {
    const [first, second] = [await start(), await start()];
    slack.deliverTo(balancer.url);
    const { commands, presses } = await loadDuring(async () => {
      for (const bot of [first, second]) {
        await wait(500);
        expect(await bot.kill('SIGTERM')).toBe(0);
        balancer.remove(bot.url);
        await start();
      }
      await wait(500);
    });
    expect(presses.length).toBeGreaterThan(5);
    expect(wrong(commands, /You created P1-\d+/)).toEqual([]);
    expect(wrong(presses, /You claimed P1-\d+/)).toEqual([]);
    const answered = slack.calls.filter(({ method }) => method === 'response_url');
    expect(answered.length).toBe(presses.length);
    const numbers = commands.map(({ text }) => /P1-\d+/.exec(text)?.[0]);
    expect(new Set(numbers).size).toBe(commands.length);
  } finally {
    await balancer.stop();
  }
});

test('two processes over Socket Mode, restarted one after the other under load: what has begun is finished', async () => {
  // Slow commits, so that at each moment changes are under way.
  const transactions = { begun: 0, ended: 0 };
  proxy = await startMongoProxy(mongodbUri, {
    async before(command) {
      if (command['startTransaction']) transactions.begun++;
      if (!('commitTransaction' in command || 'abortTransaction' in command)) return;
      transactions.ended++;
      await wait(300);
    },
  });
  const start = async () => {
    const connected = slack.socketsConnected();
    const bot = await startBotProcess({ slack, mongodbUri: proxy.uri, socket: true });
    bots.push(bot);
    await until(() => slack.socketsConnected() !== connected);
    return bot;
  };
  const restarted = [await start(), await start()];
  slack.deliverBySocket();
  const { commands, presses } = await loadDuring(async () => {
    for (const bot of restarted) {
      await wait(500);
      expect(await bot.kill('SIGTERM')).toBe(0);
      await start();
    }
    await wait(500);
  });
  // Nothing tells Slack to send no more: an envelope that crosses a closing on its way is never seen by the bot, and of
  // each person who acts one may be on its way.
  const crossed = (answers: Answer[]) => answers.filter(({ kind }) => kind === 'failed');
  expect(crossed([...commands, ...presses]).length).toBeLessThanOrEqual(acting * restarted.length);
  const finished = (answers: Answer[]) => answers.filter(({ kind }) => kind !== 'failed');
  expect(presses.length).toBeGreaterThan(5);
  expect(wrong(finished(commands), /You created P1-\d+/)).toEqual([]);
  expect(wrong(finished(presses), /You claimed P1-\d+/)).toEqual([]);
  const answered = slack.calls.filter(({ method }) => method === 'response_url');
  expect(answered.length).toBe(finished(presses).length);
  expect(await addedTasks()).toBe(finished(commands).length);
  expect(transactions.ended).toBe(transactions.begun);
});

async function addedTasks(): Promise<number> {
  const client = new mongoose.mongo.MongoClient(mongodbUri);
  try {
    return await client
      .db()
      .collection('tasks')
      .countDocuments({ title: /^Number / });
  } finally {
    await client.close();
  }
}
