import type mongoose from 'mongoose';

/** A change of how documents are stored, done in small batches while old and new processes work side by side. */
export interface Migration {
  /** Never changed once released; their order is the list's. */
  id: string;
  /** A process that doesn't know this one can't work with what it leaves behind, and refuses to start. */
  contract: boolean;
  /**
   * Does the batch after `cursor` ('' at first) and returns where it ended; undefined when none is left. Done again,
   * from anywhere, it does no harm.
   */
  batch(database: mongoose.mongo.Db, cursor: string): Promise<string | undefined>;
}

const batchSize = 500;

/**
 * Does `work` with a batch of a collection's documents, those with the ids after `cursor`, of which it needs only these
 * fields. Returns as a migration's `batch` does.
 */
export async function inBatches<T extends { _id: string }>(
  collection: mongoose.mongo.Collection<T>,
  cursor: string,
  fields: Partial<Record<keyof T, 1>>,
  work: (found: T[]) => Promise<unknown>,
): Promise<string | undefined> {
  const later = { _id: { $gt: cursor } } as mongoose.mongo.Filter<T>;
  const found = await collection.find<T>(later, { projection: fields }).sort({ _id: 1 }).limit(batchSize).toArray();
  await work(found);
  return found.length < batchSize ? undefined : found.at(-1)?._id;
}
