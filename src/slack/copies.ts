import type { Delivery } from '../domain/actor.ts';
import { AlreadyDone } from '../domain/refusal.ts';

/**
 * Of copies of a delivery that are here at once one is worked on, and the others wait for it: what it has changed they
 * don't try again (S3). All together they would collide with it, and keep each other from an answer in time.
 * `seen`: whether a delivery's change was made before. @throws AlreadyDone for a copy of one whose change was made
 */
export function afterFirst(seen: (delivery: Delivery) => Promise<boolean>) {
  const firsts = new Map<string, Promise<unknown>>();
  return async function begin<T>(delivery: Delivery, work: () => Promise<T>): Promise<T> {
    const first = firsts.get(delivery.key);
    if (first) {
      await Promise.allSettled([first]);
      if (await seen(delivery)) throw new AlreadyDone();
      return work();
    }
    const started = work();
    firsts.set(delivery.key, started);
    try {
      return await started;
    } finally {
      firsts.delete(delivery.key);
    }
  };
}
