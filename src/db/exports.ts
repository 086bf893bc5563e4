import mongoose, { type Connection } from 'mongoose';
import type { SlackUser } from '../domain/actor.ts';
import { refusingDuplicates } from './duplicate.ts';
import { type Change, newId, recordSchema } from './record.ts';

/** An export that a person has asked for: of a group, or without one of their own account. Gone once it is delivered. */
interface ExportRequest extends SlackUser {
  _id: string;
  accountId: string;
  groupId?: string;
  createdAt: Date;
  dueAt: Date;
  attempts: number;
  /** Slack's id of a file that its message shows, once there is one: a try may end without knowing whether it came to that. */
  fileId?: string;
}

const exportSchema = recordSchema({
  accountId: { type: String, required: true },
  groupId: String,
  teamId: { type: String, required: true },
  userId: { type: String, required: true },
  createdAt: { type: Date, required: true },
  dueAt: { type: Date, required: true },
  attempts: { type: Number, required: true },
  fileId: String,
});
exportSchema.index({ accountId: 1, groupId: 1 }, { unique: true });
exportSchema.index({ dueAt: 1, _id: 1 });

/** A job that takes one and dies is followed by another after this long. */
const leaseMilliseconds = 60_000;

export function exportStore(connection: Connection) {
  const exports = connection.model<ExportRequest>('export', exportSchema as never, 'exports');
  const later = (now: Date, milliseconds: number) => ({ dueAt: new Date(now.getTime() + milliseconds) });

  return {
    /** @throws Refusal where the same one is being made already */
    async ask(asked: SlackUser & { accountId: string; groupId?: string | undefined }, now: Date, change: Change) {
      const { teamId, userId, accountId, groupId } = asked;
      const record = { _id: newId(), accountId, groupId, teamId, userId, createdAt: now, dueAt: now, attempts: 0 };
      const sentence = 'It is being made already: you will get it as a direct message.';
      await refusingDuplicates({ groupId: { sentence } }, () =>
        exports.collection.insertOne(record as never, { session: change, ignoreUndefined: true }),
      );
    },

    /** The next one that is due, for this job alone until the lease ends. */
    async lease(now: Date): Promise<ExportRequest | undefined> {
      const due = mongoose.trusted({ $lte: now });
      const taken = { $set: later(now, leaseMilliseconds), $inc: { attempts: 1 } };
      const options = { sort: { dueAt: 1, _id: 1 }, returnDocument: 'after' } as const;
      return (await exports.findOneAndUpdate({ dueAt: due }, taken, options).lean<ExportRequest>()) ?? undefined;
    },

    async renew(id: string, now: Date) {
      await exports.updateOne({ _id: id }, { $set: later(now, leaseMilliseconds) });
    },

    /** To be tried again then, by whoever comes first. */
    async postpone(id: string, dueAt: Date) {
      await exports.updateOne({ _id: id }, { $set: { dueAt } });
    },

    async willShow(id: string, fileId: string) {
      await exports.updateOne({ _id: id }, { $set: { fileId } });
    },

    async remove(id: string, change?: Change) {
      await exports.deleteOne({ _id: id }, change ? { session: change } : {});
    },
  };
}
