import mongoose, { type SchemaDefinition } from 'mongoose';

/** A document as stored: the domain's `id` is MongoDB's `_id`, a string that grows with time. */
export type Stored<T extends { id: string }> = Omit<T, 'id'> & { _id: string };

/** The session of a change under way; reads and writes that pass it see and share its fate. */
export type Change = mongoose.mongo.ClientSession;

/** A clock may step back; ids don't. */
let latest = 0;

/**
 * Ids sort by time of creation, so a page by id is a page by age. MongoDB's own do to the second; here the milliseconds
 * take the place of two of the five bytes that name the process, so that the record has what two processes did in order.
 */
export function newId(): string {
  latest = Math.max(latest, Date.now());
  const seconds = Math.floor(latest / 1000).toString(16);
  const milliseconds = (latest % 1000).toString(16).padStart(4, '0');
  return seconds + milliseconds + new mongoose.mongo.ObjectId().toHexString().slice(12);
}

/** A read that takes longer is given up by the server, too (S4). */
export const readMilliseconds = 2000;

/** A schema that takes no field it doesn't name. Its indexes are built at start-up (indexes.ts). */
export function recordSchema(fields: SchemaDefinition) {
  const schema = new mongoose.Schema(
    { _id: String, ...fields },
    { _id: false, versionKey: false, strict: 'throw', autoIndex: false, autoCreate: false, minimize: false },
  );
  schema.pre(['find', 'findOne', 'countDocuments'], function bounded() {
    this.maxTimeMS(readMilliseconds);
  });
  return schema;
}

export function fromStored<T extends { id: string }>(stored: Stored<T>): T {
  const { _id, ...rest } = stored;
  return { id: _id, ...rest } as unknown as T;
}

export const allFromStored = <T extends { id: string }>(stored: readonly Stored<T>[]): T[] =>
  stored.map((record) => fromStored<T>(record));

export function fromStoredOrNone<T extends { id: string }>(stored: Stored<T> | null): T | undefined {
  return stored ? fromStored<T>(stored) : undefined;
}

/** Operators are for our own filters alone: mongoose turns any other into a plain comparison (S2). */
export function among(values: readonly string[]) {
  return mongoose.trusted({ $in: values });
}

export function beginningWith(beginning: string) {
  return mongoose.trusted({ $gte: beginning, $lt: `${beginning}\u{10FFFF}` });
}

export function before(value: string | Date) {
  return mongoose.trusted({ $lt: value });
}

export function after(value: string | Date) {
  return mongoose.trusted({ $gt: value });
}
