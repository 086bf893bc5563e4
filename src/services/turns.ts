/** Longer than an answer takes (S4): of a burst, or a short pause, the queue is gone by then, or what hangs has given its turn back. */
const standingMilliseconds = 3000;

/**
 * Lets so many pieces of work run at once and the rest wait their turn, first come first served. In a burst the first
 * are then answered soon, where working on all of them together would answer each of them late. Work is told whether it
 * is `overloaded`: the queue hasn't been empty for three seconds, as CoDel tells a standing queue from a burst.
 */
export function turns(atOnce: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  let overloadedAt = 0;
  async function inTurn<T>(work: (overloaded: boolean) => Promise<T>): Promise<T> {
    if (running >= atOnce) {
      if (waiting.length === 0) overloadedAt = performance.now() + standingMilliseconds;
      await new Promise<void>((start) => waiting.push(start));
    } else running++;
    try {
      return await work(waiting.length > 0 && performance.now() > overloadedAt);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  }
  return Object.assign(inTurn, { underWay: () => running + waiting.length });
}
