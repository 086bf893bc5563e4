import mongoose from 'mongoose';
import { DatabaseAway } from '../domain/refusal.ts';

const { MongoError, MongoNetworkError, MongoSystemError, MongoOperationTimeoutError } = mongoose.mongo;
const { MongoBulkWriteError, MongoNotConnectedError, MongoTopologyClosedError } = mongoose.mongo;

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

/** Of a socket that closes while the driver writes to it: it passes Node's own errors on. */
const socketCodes = new Set([
  'EPIPE',
  'ECONNRESET',
  'ECONNABORTED',
  'ETIMEDOUT',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
  'ERR_SOCKET_CLOSED',
]);

/** The server, or the driver for it, says that the same may succeed in a moment, or that it may have succeeded. */
const labels = ['TransientTransactionError', 'RetryableWriteError', 'UnknownTransactionCommitResult'];

/**
 * What a server answers that starts, stops or steps down, by the driver's list of what is worth another try; that an
 * operation was interrupted or ran out of time (50); that it doesn't know a cursor (43) or a transaction (251), after
 * its restart or of another primary.
 */
const codes = new Set([6, 7, 43, 50, 89, 91, 134, 189, 251, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

/** Turns the driver's many ways of saying "no database" into one; any other error stays as it is. */
export function asAway(error: unknown): unknown {
  if (error instanceof DatabaseAway || !isAway(unwrapped(error))) return error;
  const unsure = error instanceof MongoError && error.hasErrorLabel('UnknownTransactionCommitResult');
  return new DatabaseAway(unsure ? 'unknown' : 'no', error);
}

/** Of several inserts at once the driver wraps whatever went wrong, also that it had no connection. */
function unwrapped(error: unknown): unknown {
  return error instanceof MongoBulkWriteError && error.errorResponse instanceof Error ? error.errorResponse : error;
}

function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (kinds.some((kind) => error instanceof kind) || names.has(error.name)) return true;
  if (error instanceof MongoError)
    return codes.has(Number(error.code)) || labels.some((label) => error.hasErrorLabel(label));
  return socketCodes.has(String((error as NodeJS.ErrnoException).code));
}
