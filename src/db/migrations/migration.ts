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
