import bcrypt from 'bcrypt';
import { Refusal } from '../domain/refusal.ts';

/** bcrypt runs on a thread pool that other work shares: this many at once, and this many more may wait (A2). */
const atOnce = 2;
const mostWaiting = 12;

/** Hashes and compares passwords, a few at a time. */
export function hashing(cost: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  const nobody = bcrypt.hash('nobody has this password', cost);

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (waiting.length >= mostWaiting)
      throw new Refusal('Many people are signing in right now. Try again in a moment.');
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

  return {
    hash: (password: string): Promise<string> => inTurn(() => bcrypt.hash(password, cost)),

    /** Compares even where there is no such account, so that both take the same time (A4). */
    matches: async (password: string, hash: string | undefined): Promise<boolean> => {
      const against = hash ?? (await nobody);
      const same = await inTurn(() => bcrypt.compare(password, against));
      return same && hash !== undefined;
    },
  };
}

export type Hashing = ReturnType<typeof hashing>;
