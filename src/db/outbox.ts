import mongoose, { type Connection } from 'mongoose';
import type { SlackUser } from '../domain/actor.ts';
import { type Change, newId, recordSchema } from './record.ts';

/** A message to a person, written with the change it tells of and delivered by a leased job. */
export interface Letter extends SlackUser {
  _id: string;
  /**
   * An invitation has buttons; its answer changes the invitation's message; a notice is only a sentence; what was
   * done on the bot's own page is told where the link to it stood.
   */
  kind: 'notice' | 'invitation' | 'answered' | 'done';
  sentence: string;
  invitationId?: string | undefined;
  /** Of the password link that was used: what to go on with, the modal it stood in, the state of the Home behind. */
  request?: string | undefined;
  viewId?: string | undefined;
  home?: string | undefined;
  createdAt: Date;
  dueAt: Date;
  attempts: number;
}

export type NewLetter = Omit<Letter, '_id' | 'createdAt' | 'dueAt' | 'attempts'>;

export const letterSchema = recordSchema({
  teamId: { type: String, required: true },
  userId: { type: String, required: true },
  kind: { type: String, required: true },
  sentence: { type: String, required: true },
  invitationId: String,
  request: String,
  viewId: String,
  home: String,
  createdAt: { type: Date, required: true },
  dueAt: { type: Date, required: true },
  attempts: { type: Number, required: true },
});
letterSchema.index({ dueAt: 1, _id: 1 });

/** A job that takes a letter and dies is followed by another after this long. */
const leaseMilliseconds = 30_000;
const givenUpAfterMilliseconds = 24 * 60 * 60 * 1000;

export function outboxStore(connection: Connection) {
  const letters = connection.model<Letter>('letter', letterSchema as never, 'outbox');

  return {
    async add(entries: readonly NewLetter[], now: Date, change: Change) {
      if (entries.length === 0) return;
      const records = entries.map((entry) => ({ _id: newId(), ...entry, createdAt: now, dueAt: now, attempts: 0 }));
      await letters.collection.insertMany(records as never, { session: change, ignoreUndefined: true });
    },

    /** The next letter that is due, for this job alone until the lease ends. */
    async lease(now: Date): Promise<Letter | undefined> {
      const due = mongoose.trusted({ $lte: now });
      const taken = { $set: { dueAt: new Date(now.getTime() + leaseMilliseconds) }, $inc: { attempts: 1 } };
      const options = { sort: { dueAt: 1, _id: 1 }, returnDocument: 'after' } as const;
      return (await letters.findOneAndUpdate({ dueAt: due }, taken, options).lean<Letter>()) ?? undefined;
    },

    async delivered(id: string) {
      await letters.deleteOne({ _id: id });
    },

    /** Tries again later, each time after twice as long; false where a day has gone by and it is given up. */
    async postpone(letter: Letter, now: Date): Promise<boolean> {
      if (now.getTime() - letter.createdAt.getTime() > givenUpAfterMilliseconds) {
        await letters.deleteOne({ _id: letter._id });
        return false;
      }
      const wait = Math.min(2 ** letter.attempts, 600) * 1000;
      await letters.updateOne({ _id: letter._id }, { $set: { dueAt: new Date(now.getTime() + wait) } });
      return true;
    },
  };
}

export type OutboxStore = ReturnType<typeof outboxStore>;
