import { until } from './until.ts';
import type { World } from './world.ts';

/** A clock for the bots of a world, in which nobody waits for the next try of a letter. */
export function quickTime() {
  let ahead = 0;
  return {
    clock: () => new Date(Date.now() + ahead),

    goOn(milliseconds: number) {
      ahead += milliseconds;
    },

    /** Until no letter waits: while none is under way, time goes on to when the first is due. Those given up stay. */
    async delivered(world: World): Promise<void> {
      await until(async () => {
        const waiting = await world.collection('outbox').find({ givenUpAt: null }).sort({ dueAt: 1 }).toArray();
        const isUnderWay = waiting.some(({ lease }) => lease !== undefined);
        if (waiting[0] && !isUnderWay) ahead = Math.max(ahead, waiting[0]['dueAt'].getTime() - Date.now());
        return waiting.length === 0;
      });
    },
  };
}
