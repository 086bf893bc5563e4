import { setTimeout as wait } from 'node:timers/promises';
import mongoose, { type Connection } from 'mongoose';
import type { Delivery } from '../domain/actor.ts';
import { AlreadyDone, DatabaseAway } from '../domain/refusal.ts';
import type { ActivityStore } from './activities.ts';
import { asAway } from './away.ts';
import { beginKey, keyBeginning, takeKey } from './delivery-keys.ts';
import { duplicatedField } from './duplicate.ts';
import type { Keeping } from './kept.ts';
import { beginningWith, type Change, recordSchema } from './record.ts';

/**
 * Keys of changes that aren't recorded: the record carries those of the others. Slack repeats a delivery within
 * minutes; a replay within five passes its signature check. Kept a day (S3).
 */
const keptSeconds = 24 * 60 * 60;

const deliverySchema = recordSchema({ at: { type: Date, required: true } });
deliverySchema.index({ at: 1 }, { expireAfterSeconds: keptSeconds });

/** Of changes that touch the same document at once, all but one begin again, after a little while. */
const firstPauseMilliseconds = 4;
const longestPauseMilliseconds = 80;

/** Makes changes of several documents, once per delivery. */
export function deliveryStore(connection: Connection, activities: ActivityStore, keep: Keeping) {
  const deliveries = connection.model('delivery', deliverySchema, 'deliveries');

  /** Unless something that was written carries it. */
  async function writeKey(session: Change): Promise<void> {
    const key = takeKey(session);
    if (key === undefined) return;
    try {
      await deliveries.collection.insertOne({ _id: key as never, at: new Date() }, { session });
    } catch (error) {
      if (duplicatedField(error)) throw new AlreadyDone();
      throw error;
    }
  }

  /** One transaction, begun again while it collides with others. Once it `isLate` nothing is committed. */
  async function transact<T>(
    isLate: () => boolean,
    committing: () => void,
    work: (change: Change) => Promise<T>,
  ): Promise<T> {
    const session = await connection.startSession();
    try {
      for (let attempt = 0; ; attempt++) {
        session.startTransaction();
        try {
          const result = await work(session);
          if (isLate()) throw new DatabaseAway('no');
          committing();
          await session.commitTransaction();
          return result;
        } catch (error) {
          if (session.inTransaction()) await session.abortTransaction();
          if (!isCollision(error) || isLate()) throw error;
        }
        await wait(Math.random() * Math.min(firstPauseMilliseconds * 1.5 ** attempt, longestPauseMilliseconds));
      }
    } finally {
      await session.endSession();
    }
  }

  return {
    /**
     * Runs `work` in one transaction together with the delivery's own key, so that all of it happens once or not at
     * all. `part` tells apart the changes of one delivery that stand for themselves (the third of several tasks).
     * `work` may run several times before one run is kept: it must do nothing but pass `change` to stores.
     * @throws AlreadyDone, DatabaseAway (with what became of the change), and whatever `work` throws
     */
    async once<T>(delivery: Delivery, part: string, work: (change: Change) => Promise<T>): Promise<T> {
      // A timer may fire a millisecond before the clock is there: who was told that nothing was saved was told the truth.
      let wasTold = false;
      const change = transact(
        () => wasTold || Date.now() >= delivery.deadline,
        () => {
          delivery.sent = true;
        },
        async (session) => {
          beginKey(session, delivery.key, part);
          const result = await work(session);
          await writeKey(session);
          return { result, session };
        },
      );
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        const giveUp = () => {
          wasTold = true;
          reject(new DatabaseAway(delivery.sent ? 'unknown' : 'no'));
        };
        timer = setTimeout(giveUp, Math.max(0, delivery.deadline - Date.now()));
      });
      try {
        const { result, session } = await Promise.race([change, late]);
        delivery.done = true;
        await keep.settled(session, delivery.deadline);
        return result;
      } catch (error) {
        throw asAway(error);
      } finally {
        clearTimeout(timer);
        // Once it is late nobody waits for the change; what became of it was told already.
        change.catch(() => undefined);
      }
    },

    /** Whether any part of this delivery was done. */
    async seen(delivery: Delivery): Promise<boolean> {
      const [kept, recorded] = await Promise.all([
        deliveries.findOne({ _id: beginningWith(keyBeginning(delivery.key)) }).lean(),
        activities.carries(delivery),
      ]);
      return recorded || kept !== null;
    },
  };
}

/** Stores have made a DatabaseAway of it, whose cause is the driver's error. */
function isCollision(error: unknown): boolean {
  const cause = error instanceof DatabaseAway ? error.cause : error;
  return cause instanceof mongoose.mongo.MongoServerError && cause.hasErrorLabel('TransientTransactionError');
}
