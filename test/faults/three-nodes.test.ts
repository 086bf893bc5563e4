import { setTimeout as wait } from 'node:timers/promises';
import type { Person } from '../../playground/person.ts';
import { type SimulatedSlack, startSlack } from '../../playground/slack.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { againWhileLate, lateAnswers, tries } from '../support/lateness.ts';
import { askDuring, expectNothingLost, expectNothingWrong, isAway, untilWell } from '../support/load.ts';
import { type ReplicaSet, startReplicaSet } from '../support/replica-set.ts';
import { seed } from '../support/seed.ts';

/** Three real nodes, whose primary is lost under 100 interactions a second for a minute, or in CI under fewer and shorter. */
const perSecond = Number(process.env['DIBS_LOAD_RATE'] ?? 25);
const milliseconds = Number(process.env['DIBS_LOAD_SECONDS'] ?? 25) * 1000;
/** 1 % of what is asked meanwhile. */
const mostTold = (perSecond * milliseconds) / 1000 / 100;
const mostMilliseconds = 15_000;
let mongo: ReplicaSet;
let slack: SimulatedSlack;
let bot: BotProcess;
let people: Person[];

beforeAll(async () => {
  mongo = await startReplicaSet();
  slack = await startSlack({ keepCalls: false });
  bot = await startBotProcess({ slack, mongodbUri: mongo.uri });
  slack.deliverTo(bot.url);
  ({ people } = await seed(mongo.uri, slack, { people: 40 }));
  // A process that has just begun is slower, and would be overloaded before anything is broken.
  await askDuring(people, { perSecond: perSecond / 2, everyAdd: 4 }, () => wait(8000));
});

afterAll(async () => {
  await bot.kill('SIGKILL');
  await mongo.stop();
  await slack.stop();
});

const faults: Record<string, () => Promise<unknown>> = {
  'stepped down': () => mongo.stepDown(),
  killed: () => mongo.signalPrimary('SIGKILL'),
  paused: () => mongo.signalPrimary('SIGSTOP'),
};

/** What came too late, and whether too many were told to try again. */
async function lose(what: string, fault: () => Promise<unknown>): Promise<string[]> {
  await untilWell(people);
  let well = Number.POSITIVE_INFINITY;
  const answers = await askDuring(people, { perSecond, everyAdd: 4 }, async () => {
    await wait(2000);
    await fault();
    well = await untilWell(people);
    await wait(Math.max(0, milliseconds - 2000 - well));
  });
  await mongo.heal();
  const told = answers.filter(isAway).length;
  const share = ((100 * told) / answers.length).toFixed(2);
  process.stdout.write(
    `primary ${what}: ${answers.length} interactions, ${told} told to try again (${share}%), well after ${Math.round(well)} ms\n`,
  );
  expectNothingWrong(answers);
  await expectNothingLost(mongo.uri, answers);
  return [
    ...lateAnswers(answers),
    ...(well < mostMilliseconds ? [] : [`well after ${well} ms`]),
    ...(told <= mostTold ? [] : [`${told} were told to try again`]),
  ];
}

test.each(Object.entries(faults))(
  'the primary %s: nothing answered is lost, at most 1 % are told to try again, well within 15 s',
  (what, fault) => againWhileLate(() => lose(what, fault)),
  tries * (milliseconds + 60_000),
);
