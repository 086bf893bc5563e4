/**
 * Lets so many pieces of work run at once and the rest wait their turn, first come first served. In a burst the first
 * are then answered soon, where working on all of them together would answer each of them late.
 */
export function turns(atOnce: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) await new Promise<void>((start) => waiting.push(start));
    else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  }
  return Object.assign(inTurn, { underWay: () => running + waiting.length });
}
