import mongoose, { type Connection } from 'mongoose';
import type { Delivery } from '../domain/actor.ts';
import { AlreadyDone, DatabaseAway } from '../domain/refusal.ts';
import { asAway } from './away.ts';
import { duplicatedField } from './duplicate.ts';
import { type Change, recordSchema } from './record.ts';

/** Slack repeats a delivery within minutes; a replay within five passes its signature check. Kept a day (S3). */
const keptSeconds = 24 * 60 * 60;

export const deliverySchema = recordSchema({ at: { type: Date, required: true } });
deliverySchema.index({ at: 1 }, { expireAfterSeconds: keptSeconds });

/** The change has this long at least before it is begun: less, and the person is told at once. */
const leastMilliseconds = 50;

/** Makes changes of several documents, once per delivery. */
export function deliveryStore(connection: Connection) {
  const deliveries = connection.model('delivery', deliverySchema, 'deliveries');

  return {
    /**
     * Runs `work` in one transaction together with the delivery's own key, so that all of it happens once or not at
     * all. `part` tells apart the changes of one delivery that stand for themselves (the third of several tasks).
     * `work` may run several times before one run is kept: it must do nothing but pass `change` to stores.
     * @throws AlreadyDone, DatabaseAway, and whatever `work` throws.
     */
    async once<T>(delivery: Delivery, part: string, work: (change: Change) => Promise<T>): Promise<T> {
      const timeoutMS = delivery.deadline - Date.now();
      if (timeoutMS < leastMilliseconds) throw new DatabaseAway('no');
      try {
        const session = await connection.startSession();
        try {
          return await session.withTransaction(
            async () => {
              await claimKey(`${delivery.key}/${part}`, session);
              return work(session);
            },
            { timeoutMS },
          );
        } finally {
          // Not awaited: ending a session whose server is silent waits for the server.
          void session.endSession().catch(() => undefined);
        }
      } catch (error) {
        throw asAway(error);
      }
    },

    /** Whether any part of this delivery was done. */
    async seen(delivery: Delivery): Promise<boolean> {
      const parts = mongoose.trusted({ $gt: `${delivery.key}/`, $lt: `${delivery.key}0` });
      return (await deliveries.findOne({ _id: parts }).lean()) !== null;
    },
  };

  async function claimKey(key: string, session: Change): Promise<void> {
    try {
      await deliveries.collection.insertOne({ _id: key as never, at: new Date() }, { session });
    } catch (error) {
      if (duplicatedField(error)) throw new AlreadyDone();
      throw error;
    }
  }
}

export type DeliveryStore = ReturnType<typeof deliveryStore>;
