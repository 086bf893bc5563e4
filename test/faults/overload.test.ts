import { setTimeout as wait } from 'node:timers/promises';
import type { Person } from '../../playground/person.ts';
import { type SimulatedSlack, startSlack } from '../../playground/slack.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { inTime, tries } from '../support/in-time.ts';
import { askDuring, expectNothingLost, expectNothingWrong, isAway } from '../support/load.ts';
import { type OwnMongo, ownMongo } from '../support/mongo.ts';
import { seed } from '../support/seed.ts';

/** A pause while people ask almost as much as can be done: nobody may be kept waiting by what nobody awaits any longer. */
const share = 0.8;
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
  ({ people } = await seed(mongo.uri, slack, { people: 41 }));
});
afterAll(async () => {
  await bot.kill('SIGKILL');
  await mongo.stop();
  await slack.stop();
});

/** How many a second are answered where each of 32 asks again once answered. */
async function mostPerSecond(): Promise<number> {
  let answered = 0;
  const until = performance.now() + fullMilliseconds;
  const asking = people.slice(0, atOnce).map(async (person) => {
    for (let index = 0; performance.now() < until; index++, answered++)
      await person.command(index % 4 === 0 ? '/task add P1 As fast as can be' : '/task list P1');
  });
  await Promise.all(asking);
  return (1000 * answered) / fullMilliseconds;
}

test(
  'MongoDB pauses under almost as much as can be done: six seconds later people are served again',
  () =>
    inTime(async () => {
      // A process that has just begun is slower.
      await mostPerSecond();
      const perSecond = Math.round(share * (await mostPerSecond()));
      const answers = await askDuring(people, { perSecond, everyAdd: 4 }, async () => {
        await wait(1000);
        mongo.kill('SIGSTOP');
        await wait(pausedMilliseconds);
        mongo.kill('SIGCONT');
        await wait(recoveringMilliseconds + lookedAtMilliseconds);
      });
      expectNothingWrong(answers);
      await expectNothingLost(mongo.uri, answers);
      const looked = answers.slice(-perSecond * (lookedAtMilliseconds / 1000));
      const [told, toldStill] = [answers, looked].map((some) => some.filter(isAway).length);
      const served = looked.filter((answer) => answer.kind === 'message' && !isAway(answer)).length;
      process.stdout.write(
        `MongoDB pauses under ${perSecond} interactions a second: ${told} of ${answers.length} told to try again, ${toldStill} of ${looked.length} from six seconds on\n`,
      );
      // It is all or nothing; the machine may have less to give by then.
      return served > looked.length / 2 ? [] : [`${looked.length - served} of ${looked.length} were not served`];
    }),
  tries * 60_000,
);
