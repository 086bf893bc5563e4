import { setTimeout as wait } from 'node:timers/promises';
import type { Person } from '../../playground/person.ts';
import { type SimulatedSlack, startSlack } from '../../playground/slack.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { againWhileLate, lateAnswers, tries } from '../support/lateness.ts';
import { ask, askDuring, expectNothingLost, expectNothingWrong, isAway } from '../support/load.ts';
import { type OwnMongo, ownMongo } from '../support/mongo.ts';
import { seed } from '../support/seed.ts';

/** A pause while people ask almost as much as can be done: nobody may be kept waiting by what nobody awaits any longer. */
const share = 0.8;
const everyAdd = 4;
const atOnce = 32;
const fullMilliseconds = 5000;
const pausedMilliseconds = 4000;
const recoveringMilliseconds = 6000;
const lookedAtMilliseconds = 8000;
let mongo: OwnMongo;
let slack: SimulatedSlack;
let bot: BotProcess;
let people: Person[];

beforeAll(async () => {
  mongo = await ownMongo();
  slack = await startSlack({ keepCalls: false });
  bot = await startBotProcess({ slack, mongodbUri: mongo.uri });
  slack.deliverTo(bot.url);
  ({ people } = await seed(mongo.uri, slack, { people: 40 }));
});
afterAll(async () => {
  await bot.kill('SIGKILL');
  await mongo.stop();
  await slack.stop();
});

/** How many a second are answered where 32 people each ask again once answered. */
async function mostPerSecond(): Promise<number> {
  let asked = 0;
  const until = performance.now() + fullMilliseconds;
  const asking = Array.from({ length: atOnce }, async () => {
    while (performance.now() < until) await ask(people, asked++, everyAdd);
  });
  await Promise.all(asking);
  return (1000 * asked) / fullMilliseconds;
}

async function pause(): Promise<string[]> {
  // A process that has just begun is slower.
  await mostPerSecond();
  const perSecond = Math.round(share * (await mostPerSecond()));
  const answers = await askDuring(people, { perSecond, everyAdd }, async () => {
    await wait(1000);
    mongo.kill('SIGSTOP');
    await wait(pausedMilliseconds);
    mongo.kill('SIGCONT');
    await wait(recoveringMilliseconds + lookedAtMilliseconds);
  });
  expectNothingWrong(answers);
  await expectNothingLost(mongo.uri, answers);
  const looked = answers.slice(-perSecond * (lookedAtMilliseconds / 1000));
  const told = looked.filter(isAway).length;
  process.stdout.write(
    `MongoDB pauses under ${perSecond} interactions a second: ${answers.filter(isAway).length} of ${answers.length} told to try again, ${told} of ${looked.length} from six seconds on\n`,
  );
  return [...lateAnswers(answers), ...(told < looked.length / 4 ? [] : [`${told} of ${looked.length} told`])];
}

test(
  'MongoDB pauses under almost as much as can be done: six seconds later people are served again',
  () => againWhileLate(pause),
  tries * 60_000,
);
