import mongoose from 'mongoose';
import { asAway } from '../../src/db/away.ts';
import type { DatabaseAway } from '../../src/domain/refusal.ts';

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
