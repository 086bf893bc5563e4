import { setTimeout as wait } from 'node:timers/promises';
import type { Person } from '../../playground/person.ts';
import { type SimulatedSlack, startSlack } from '../../playground/slack.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { askDuring, expectAnsweredInTime, expectNothingLost, isAway, onDatabase, untilWell } from '../support/load.ts';
import { type ReplicaSet, startReplicaSet } from '../support/replica-set.ts';
import { seed } from '../support/seed.ts';

/** Three real nodes, whose primary is lost under a hundred interactions a second. */
const perSecond = 100;
const milliseconds = 60_000;
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

test.each(Object.entries(faults))(
  'the primary %s: nothing answered is lost, at most 1% are told to try again, well within 15 s',
  async (name, fault) => {
    // The titles of this fault's tasks are those of the one before.
    await onDatabase(mongo.uri, (database) => database.collection('tasks').deleteMany({}));
    await untilWell(people);
    let well = Number.POSITIVE_INFINITY;
    const answers = await askDuring(people, { perSecond, everyAdd: 4 }, async () => {
      await wait(2000);
      await fault();
      well = await untilWell(people);
      await wait(milliseconds - 2000 - well);
    });
    await mongo.heal();
    const told = answers.filter(isAway).length;
    const share = (100 * told) / answers.length;
    process.stdout.write(
      `primary ${name}: ${answers.length} interactions, ${told} told to try again (${share.toFixed(2)}%), well after ${Math.round(well)} ms\n`,
    );
    expectAnsweredInTime(answers);
    await expectNothingLost(mongo.uri, answers);
    expect(well).toBeLessThan(15_000);
    expect(share).toBeLessThanOrEqual(1);
  },
  milliseconds + 60_000,
);
