/** So long a queue may stand before it counts as one that work doesn't keep up with, rather than a burst or a pause. */
const burstMilliseconds = 2000;

/**
 * Lets so many pieces of work run at once and the rest wait their turn, first come first served. In a burst the first
 * are then answered soon, where working on all of them together would answer each of them late. Work is told whether it
 * is `crowded`: for two seconds somebody has always been waiting.
 */
export function turns(atOnce: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  let crowdedAt = Number.POSITIVE_INFINITY;
  async function inTurn<T>(work: (crowded: boolean) => Promise<T>): Promise<T> {
    if (running >= atOnce) {
      if (waiting.length === 0) crowdedAt = performance.now() + burstMilliseconds;
      await new Promise<void>((start) => waiting.push(start));
    } else running++;
    try {
      return await work(waiting.length > 0 && performance.now() > crowdedAt);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  }
  return Object.assign(inTurn, { underWay: () => running + waiting.length });
}
