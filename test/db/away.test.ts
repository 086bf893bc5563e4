import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';
import { asAway } from '../../src/db/away.ts';
import { openDatabase } from '../../src/db/connect.ts';
import { DatabaseAway } from '../../src/domain/refusal.ts';
import { type OwnMongo, ownMongo } from '../support/mongo.ts';

const { MongoBulkWriteError, MongoNetworkError, MongoServerError } = mongoose.mongo;

const answered = (code: number, errorLabels: string[] = []) =>
  new MongoServerError({ message: 'no', code, errorLabels } as never);
const closedSocket = () => Object.assign(new Error('This socket has been ended by the other party'), { code: 'EPIPE' });
const ofSeveral = (error: Error) => new MongoBulkWriteError(error, {} as never);

/** What the driver says, and what became of the change; undefined where the database isn't away. */
const table: [string, unknown, DatabaseAway['saved'] | undefined][] = [
  ['a connection is lost', new MongoNetworkError('read ECONNRESET'), 'no'],
  ['a connection is lost at several inserts', ofSeveral(new MongoNetworkError('read ECONNRESET')), 'no'],
  ['a socket that was closed while it was written to', closedSocket(), 'no'],
  ['the same at several inserts', ofSeveral(closedSocket()), 'no'],
  ['a member that isn’t primary', answered(10107), 'no'],
  ['a member that isn’t primary, at several inserts', ofSeveral(answered(10107)), 'no'],
  ['a member that starts', answered(13436), 'no'],
  ['a member that can’t read by majority yet', answered(134), 'no'],
  ['a cursor that was lost with a restart', answered(43), 'no'],
  ['a transaction that was lost with it', answered(251), 'no'],
  ['a code of the future that is worth another try', answered(123456, ['RetryableWriteError']), 'no'],
  ['a commit of which nothing is known', answered(64, ['UnknownTransactionCommitResult']), 'unknown'],
  ['a duplicate key', answered(11000), undefined],
  ['a duplicate key at several inserts', ofSeveral(answered(11000)), undefined],
  ['a mistake of ours', new TypeError('x is not a function'), undefined],
];

test.each(table)('%s', (_, error, saved) => {
  const away = asAway(error);
  if (saved === undefined) expect(away).toBe(error);
  else expect(away).toMatchObject({ name: 'DatabaseAway', saved, cause: error });
});

describe('a MongoDB that is killed and started again', () => {
  let mongo: OwnMongo;
  beforeAll(async () => {
    mongo = await ownMongo();
  }, 30_000);
  afterAll(() => mongo.stop(), 30_000);

  test('whatever the driver says meanwhile is known as its being away', async () => {
    const { connection } = await openDatabase(mongo.uri);
    const [tasks, records] = [connection.collection('tasks'), connection.collection('records')];
    await tasks.insertMany(Array.from({ length: 500 }, (_, number) => ({ number })));
    const two = () => [{ at: new Date() }, { at: new Date() }];
    const acts: Record<string, () => Promise<unknown>> = {
      find: () => tasks.find({}, { maxTimeMS: 2000 }).batchSize(50).toArray(),
      count: () => tasks.countDocuments({ number: { $gt: 5 } }),
      insertOne: () => records.insertOne({ at: new Date() }),
      insertMany: () => records.insertMany(two()),
      updateMany: () => tasks.updateMany({ number: 1 }, { $set: { changed: true } }),
      async transaction() {
        const session = await connection.startSession();
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
    let stopping = false;
    const away: Record<string, number> = {};
    const unforeseen = new Set<string>();
    const loops = Object.entries(acts).flatMap(([name, act]) =>
      Array.from({ length: 4 }, async () => {
        while (!stopping) {
          const error = await act().then(() => undefined, asAway);
          if (error instanceof DatabaseAway) away[name] = (away[name] ?? 0) + 1;
          else if (error) unforeseen.add(`${name}: ${String(error)}`);
          await wait(2);
        }
      }),
    );
    for (const milliseconds of [0, 300, 1000, 2500]) {
      await wait(1000);
      mongo.kill('SIGKILL');
      await wait(milliseconds);
      await mongo.restart();
    }
    await wait(500);
    stopping = true;
    await Promise.all(loops);
    await connection.close();
    expect([...unforeseen]).toEqual([]);
    expect(Object.keys(away).sort()).toEqual(Object.keys(acts).sort());
  }, 60_000);
});
