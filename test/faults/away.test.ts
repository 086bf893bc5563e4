import { setTimeout as wait } from 'node:timers/promises';
import type mongoose from 'mongoose';
import { asAway } from '../../src/db/away.ts';
import { openDatabase } from '../../src/db/connect.ts';
import { DatabaseAway } from '../../src/domain/refusal.ts';
import { type OwnMongo, ownMongo } from '../support/mongo.ts';

/** A MongoDB that is killed and started again, and what the driver says meanwhile. */
let mongo: OwnMongo;
beforeAll(async () => {
  mongo = await ownMongo();
});
afterAll(() => mongo.stop());

const two = () => [{ at: new Date() }, { at: new Date() }];

/** Calls of each kind that the bot makes, among 500 tasks. */
async function callsOf(database: mongoose.Connection): Promise<Record<string, () => Promise<unknown>>> {
  const [tasks, records] = [database.collection('tasks'), database.collection('records')];
  await tasks.insertMany(Array.from({ length: 500 }, (_, number) => ({ number })));
  return {
    find: () => tasks.find({}, { maxTimeMS: 2000 }).batchSize(50).toArray(),
    count: () => tasks.countDocuments({ number: { $gt: 5 } }),
    insertOne: () => records.insertOne({ at: new Date() }),
    insertMany: () => records.insertMany(two()),
    updateMany: () => tasks.updateMany({ number: 1 }, { $set: { changed: true } }),
    async transaction() {
      const session = await database.startSession();
      try {
        session.startTransaction();
        await tasks.findOneAndUpdate({ number: 2 }, { $inc: { times: 1 } }, { session });
        await records.insertMany(two(), { session });
        await session.commitTransaction();
      } finally {
        await session.endSession();
      }
    },
  };
}

test('whatever the driver says of a MongoDB that is killed is known as its being away', async () => {
  const { connection } = await openDatabase(mongo.uri);
  const calls = await callsOf(connection);
  let stopping = false;
  const away: Record<string, number> = {};
  const unforeseen = new Set<string>();
  async function callOn(name: string, call: () => Promise<unknown>) {
    while (!stopping) {
      const error = await call().then(() => undefined, asAway);
      if (error instanceof DatabaseAway) away[name] = (away[name] ?? 0) + 1;
      else if (error) unforeseen.add(`${name}: ${String(error)}`);
      await wait(2);
    }
  }
  const four = Array.from({ length: 4 });
  const loops = Object.entries(calls).flatMap(([name, call]) => four.map(() => callOn(name, call)));
  try {
    for (const milliseconds of [0, 300, 1000, 2500]) {
      await wait(1000);
      mongo.kill('SIGKILL');
      await wait(milliseconds);
      await mongo.restart();
    }
    await wait(500);
  } finally {
    stopping = true;
    await Promise.all(loops);
    await connection.close();
  }
  const errors = Object.values(away).reduce((sum, count) => sum + count, 0);
  process.stdout.write(
    `MongoDB killed 4 times under ${Object.keys(calls).length} kinds of calls: ${errors} errors known as its being away, ${unforeseen.size} kinds not\n`,
  );
  expect([...unforeseen]).toEqual([]);
  expect(Object.keys(away).sort()).toEqual(Object.keys(calls).sort());
});
