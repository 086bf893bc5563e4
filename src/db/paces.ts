import mongoose, { type Connection } from 'mongoose';
import { duplicatedField } from './duplicate.ts';
import { after, among, recordSchema } from './record.ts';

/** So many at once, and from then on one every so often. */
interface Pace {
  burst: number;
  everyMilliseconds: number;
}

interface PaceRecord {
  _id: string;
  /** What was done is paid for by then: each time costs one interval, and may be paid for up to `burst - 1` later. */
  paidUntil: Date;
}

const paceSchema = recordSchema({ paidUntil: { type: Date, required: true } });
paceSchema.index({ paidUntil: 1 }, { expireAfterSeconds: 60 });

/** When something may be done again, known to all processes: a message in a channel, a call that Slack holds back. */
export function paceStore(connection: Connection) {
  const paces = connection.model<PaceRecord>('pace', paceSchema as never, 'paces');

  return {
    /** Takes a turn; where it isn't time yet takes none, and says when it will be. */
    async take(key: string, { burst, everyMilliseconds }: Pace, now: Date): Promise<Date | undefined> {
      const credit = (burst - 1) * everyMilliseconds;
      const free = mongoose.trusted({ $lte: new Date(now.getTime() + credit) });
      const paid = [{ $set: { paidUntil: { $add: [{ $max: ['$paidUntil', now] }, everyMilliseconds] } } }];
      try {
        await paces.updateOne({ _id: key, paidUntil: free }, paid, { upsert: true, updatePipeline: true });
        return undefined;
      } catch (error) {
        if (!duplicatedField(error)) throw error;
      }
      const record = await paces.findOne({ _id: key }).lean<PaceRecord>();
      return record ? new Date(record.paidUntil.getTime() - credit) : now;
    },

    /** Not before then, in any process. */
    async hold(key: string, until: Date) {
      await paces.updateOne({ _id: key }, { $max: { paidUntil: until } }, { upsert: true });
    },

    /** Until when one of these is held; undefined where none is. */
    async heldUntil(keys: readonly string[], now: Date): Promise<Date | undefined> {
      const held = { _id: among(keys), paidUntil: after(now) };
      // The index of times would lead past all that is held anywhere.
      const longest = paces.findOne(held).sort({ paidUntil: -1 }).hint({ _id: 1 });
      return (await longest.lean<PaceRecord>())?.paidUntil;
    },
  };
}
