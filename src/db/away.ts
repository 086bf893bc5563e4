import mongoose from 'mongoose';
import { DatabaseAway } from '../domain/refusal.ts';

const { MongoError, MongoNetworkError, MongoSystemError, MongoOperationTimeoutError } = mongoose.mongo;
const { MongoNotConnectedError, MongoTopologyClosedError } = mongoose.mongo;

const kinds = [
  MongoNetworkError,
  MongoSystemError,
  MongoOperationTimeoutError,
  MongoNotConnectedError,
  MongoTopologyClosedError,
  mongoose.Error.MongooseServerSelectionError,
];

/** Names of errors that the driver throws without exporting their classes. */
const names = new Set(['MongoWaitQueueTimeoutError', 'MongoPoolClearedError', 'MongoPoolClosedError']);

/** The primary stepped down or is shutting down, or an operation was interrupted or ran out of time. */
const codes = new Set([6, 7, 50, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

/** Turns the driver's many ways of saying "no database" into one; any other error stays as it is. */
export function asAway(error: unknown): unknown {
  if (error instanceof DatabaseAway) return error;
  const isAway =
    kinds.some((kind) => error instanceof kind) ||
    (error instanceof Error && names.has(error.name)) ||
    (error instanceof MongoError &&
      (codes.has(Number(error.code)) || error.hasErrorLabel('TransientTransactionError')));
  if (!isAway) return error;
  const unsure = error instanceof MongoError && error.hasErrorLabel('UnknownTransactionCommitResult');
  return new DatabaseAway(unsure ? 'unknown' : 'no', error);
}
