import mongoose from 'mongoose';
import type { Person } from '../../playground/person.ts';
import { startSlack } from '../../playground/slack.ts';
import { startBotProcess } from '../support/bot-process.ts';
import { againWhileLate, described, isLate } from '../support/lateness.ts';
import { leaveDatabase, newMongoUri } from '../support/mongo.ts';
import { startMongoProxy } from '../support/mongo-proxy.ts';
import { seed } from '../support/seed.ts';

/** Several tasks in one command, of which one fails in the middle: what was done is told, what may have been, and what was not. */
interface Stage {
  proxy: Awaited<ReturnType<typeof startMongoProxy>>;
  database: mongoose.mongo.Db;
}

const perhaps =
  'Dibs lost its database while saving this, so it may not have been saved. Look whether it was, then try again.';

const faults: { what: string; fault: (stage: Stage) => Promise<unknown>; says: string }[] = [
  {
    what: 'S4: the database goes away',
    fault: ({ proxy }) => proxy.become('refused'),
    says: `P1-7: ${perhaps}`,
  },
  { what: 'S4: it is slow', fault: ({ proxy }) => proxy.become('slow'), says: `P1-7: ${perhaps}` },
  { what: 'S4: it answers no more', fault: ({ proxy }) => proxy.become('black-holed'), says: `P1-7: ${perhaps}` },
  {
    what: 'S5: it says what nobody foresaw',
    fault: ({ database }) => database.command({ collMod: 'tasks', validator: { status: 'open' } }),
    says: 'P1-7: Something went wrong on our side. If it happens again, report REFERENCE.\nLook whether you claimed it.',
  },
];

/** What the person is told when the fifth of six claims meets the fault; returns it if it came too late. */
async function meets({ fault, says }: (typeof faults)[number]): Promise<string[]> {
  const mongodbUri = newMongoUri();
  const slack = await startSlack();
  const { people } = await seed(mongodbUri, slack, { people: 2, tasks: 12 });
  const [, worker] = people as [Person, Person];
  const client = new mongoose.mongo.MongoClient(mongodbUri);
  let claims = 0;
  const proxy = await startMongoProxy(mongodbUri, {
    async before(command) {
      if (command['findAndModify'] === 'tasks' && ++claims === 5) await fault({ proxy, database: client.db() });
    },
  });
  const bot = await startBotProcess({ slack, mongodbUri: proxy.uri });
  try {
    slack.deliverTo(bot.url);
    // A bot that has just started would need too much of the two seconds that it has for all of them.
    await worker.command('/task claim P1-12');
    const answer = await worker.command('/task claim P1-1 P1-4 P1-999 P1-7 P1-10 P1-2');
    // Answered too late, or given up before the fault came.
    if (isLate(answer) || claims < 5) return [described(answer)];
    expect(answer.text.replace(/report [0-9a-f]{8}/, 'report REFERENCE')).toBe(
      [
        'You claimed P1-1, P1-4.',
        'There is no task P1-999 in your projects. `/task list` shows those you can see.',
        says,
        'Not begun: P1-10, P1-2.',
      ].join('\n'),
    );
    const claimed = await client
      .db()
      .collection('tasks')
      .find({ status: 'claimed', number: { $in: [1, 4, 7, 10] } })
      .toArray();
    expect(claimed.map(({ number }) => number)).toEqual([1, 4]);
    return [];
  } finally {
    await bot.kill('SIGKILL');
    await proxy.stop();
    await client.close();
    await leaveDatabase(mongodbUri);
    await slack.stop();
  }
}

test.each(faults)('$what', (fault) => againWhileLate(() => meets(fault)));

test('S3: of two copies, one of which is ahead and then overtaken, one tells of all and the other of nothing', async () => {
  const mongodbUri = newMongoUri();
  const slack = await startSlack();
  const { people } = await seed(mongodbUri, slack, { people: 2, tasks: 12 });
  const [, worker] = people as [Person, Person];
  let claims = 0;
  let overtaken: () => Promise<unknown> = async () => undefined;
  const proxy = await startMongoProxy(mongodbUri, {
    async before(command) {
      if (command['findAndModify'] === 'tasks' && ++claims === 2) await overtaken();
    },
  });
  const ahead = await startBotProcess({ slack, mongodbUri: proxy.uri });
  const behind = await startBotProcess({ slack, mongodbUri });
  try {
    slack.deliverTo(ahead.url, behind.url);
    // Of both: one that has just started is slow.
    await worker.command('/task help');
    const { delivery } = await worker.command('/task help');
    const payload = { ...delivery.payload, text: 'claim P1-1 P1-4 P1-7' };
    const copy = { ...delivery, payload: { ...payload, trigger_id: slack.state.unique('trigger') } };
    let other: unknown;
    overtaken = async () => {
      other = await slack.deliver(copy, behind.url);
    };
    const first = await slack.deliver(copy, ahead.url);
    expect(JSON.parse(first.body).text).toBe('You claimed P1-1, P1-4, P1-7.');
    expect(other).toMatchObject({ status: 200, body: '' });
  } finally {
    for (const bot of [ahead, behind]) await bot.kill('SIGKILL');
    await proxy.stop();
    await leaveDatabase(mongodbUri);
    await slack.stop();
  }
});
