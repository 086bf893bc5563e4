import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import mongoose from 'mongoose';
import { activitiesNameTheirGroup } from './migrations/activities-name-their-group.ts';
import { installationsTellLess } from './migrations/installations-tell-less.ts';
import type { Migration } from './migrations/migration.ts';
import { after, recordSchema } from './record.ts';

/** All that there have been, oldest first; only ever added to. `docs/operations.md` says how. */
const all: readonly Migration[] = [activitiesNameTheirGroup, installationsTellLess];

interface MigrationRecord {
  _id: string;
  number: number;
  contract: boolean;
  startedAt: Date;
  cursor: string;
  holder: string;
  leasedUntil: Date;
  finishedAt?: Date;
}

const migrationSchema = recordSchema({
  number: { type: Number, required: true },
  contract: { type: Boolean, required: true },
  startedAt: { type: Date, required: true },
  cursor: { type: String, default: '' },
  holder: { type: String, required: true },
  leasedUntil: { type: Date, required: true },
  finishedAt: Date,
});

/** A process that takes a migration and dies is followed by another after this long. */
const leaseMilliseconds = 10_000;

export function migrationStore(connection: Connection) {
  const records = connection.model<MigrationRecord>('migration', migrationSchema as never, 'migrations');
  const holder = randomUUID();
  const leased = () => new Date(Date.now() + leaseMilliseconds);

  /** Undefined where another process has it. */
  async function take(migration: Migration): Promise<MigrationRecord | undefined> {
    const { id, contract } = migration;
    const fresh = { number: all.indexOf(migration) + 1, contract, startedAt: new Date(), cursor: '' };
    const mine = { $or: [{ holder }, { leasedUntil: mongoose.trusted({ $lt: new Date() }) }] };
    const update = { $set: { holder, leasedUntil: leased() }, $setOnInsert: fresh };
    const options = { upsert: true, returnDocument: 'after' } as const;
    const found = records.findOneAndUpdate({ _id: id, ...mine }, update, options).lean<MigrationRecord>();
    return found.catch((error: { code?: number }) => {
      // It is there, and another's: the upsert would have made a second.
      if (error.code === 11000) return undefined;
      throw error;
    }) as Promise<MigrationRecord | undefined>;
  }

  async function unfinished(): Promise<Migration[]> {
    const finished = await records.find({ finishedAt: after(new Date(0)) }, { _id: 1 }).lean<{ _id: string }[]>();
    const done = new Set(finished.map((record) => record._id));
    return all.filter((migration) => !done.has(migration.id));
  }

  return {
    /** Names of those that are still to be done. */
    unfinished: async (): Promise<string[]> => (await unfinished()).map((migration) => migration.id),

    /** Does one batch of the oldest unfinished migration; false where none is left, or another process does it. */
    async next(): Promise<boolean> {
      const [migration] = await unfinished();
      const record = migration && (await take(migration));
      const database = connection.db;
      if (!record || !database) return false;
      const cursor = await migration.batch(database, record.cursor);
      const done = cursor === undefined ? { finishedAt: new Date() } : { cursor, leasedUntil: leased() };
      await records.updateOne({ _id: migration.id, holder }, { $set: done });
      return true;
    },
  };
}

/** @throws Error in words where a newer version has changed the database so that this one can't work with it */
export async function mustKnowSchema(connection: Connection): Promise<void> {
  const records = connection.db?.collection<MigrationRecord>('migrations');
  const newest = await records?.findOne({ contract: true }, { sort: { number: -1 } });
  if (!newest || newest.number <= all.length) return;
  throw new Error(
    `The database has schema ${newest.number}, made by a newer version of Dibs; this one knows ${all.length}. ` +
      'Start that version or a newer one.',
  );
}
