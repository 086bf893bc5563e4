import type { Connection } from 'mongoose';
import { RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';
import { recordSchema } from './record.ts';

/** A4: five wrong passwords within 15 minutes, counted in the database so that a restart doesn't forget them. */
const most = 5;
const windowSeconds = 15 * 60;

/** As the library writes them; its indexes are built with all others. */
const passwordTrySchema = recordSchema({
  key: { type: String, required: true },
  points: { type: Number, required: true },
  expire: Date,
});
passwordTrySchema.index({ expire: -1 }, { expireAfterSeconds: 0 });
passwordTrySchema.index({ key: 1 }, { unique: true });

/** Each try takes one of five before the password is looked at, so that tries at once can't slip past the count. */
export function passwordTryStore(connection: Connection) {
  connection.model('passwordTry', passwordTrySchema, 'passwordTries');
  const limiter = new RateLimiterMongo({
    storeClient: connection,
    tableName: 'passwordTries',
    points: most,
    duration: windowSeconds,
    indexKeyPrefix: {},
    disableIndexesCreation: true,
  });

  return {
    /** Undefined when the try may be made; else how many minutes are left of the window. */
    async take(key: string): Promise<number | undefined> {
      try {
        await limiter.consume(key);
        return undefined;
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 60_000));
        throw refused;
      }
    },

    /** The password was right: only wrong ones count. */
    async giveBack(key: string) {
      await limiter.reward(key);
    },
  };
}
