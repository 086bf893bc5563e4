import mongoose, { type SchemaDefinition } from 'mongoose';

/** A document as stored: the domain's `id` is MongoDB's `_id`, a string that grows with time. */
export type Stored<T extends { id: string }> = Omit<T, 'id'> & { _id: string };

/** The session of a change under way; reads and writes that pass it see and share its fate. */
export type Change = mongoose.mongo.ClientSession;

/** Ids sort by time of creation, so a page by id is a page by age. */
export function newId(): string {
  return new mongoose.mongo.ObjectId().toHexString();
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
