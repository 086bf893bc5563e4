import bcrypt from 'bcrypt';
import { Refusal } from '../domain/refusal.ts';
import { turns } from './turns.ts';

/** bcrypt runs on a thread pool that other work shares: this many at once, and this many more may wait (A2). */
const atOnce = 2;
const mostWaiting = 12;

export const manyPeople = 'Many people are signing in right now. Try again in a moment.';

/** Hashes and compares passwords, a few at a time. */
export function hashing(cost: number) {
  const turn = turns(atOnce);
  const nobody = bcrypt.hash('nobody has this password', cost);

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (turn.waiting() >= mostWaiting) throw new Refusal(manyPeople);
    return turn(work);
  }

  return {
    hash: async (password: string): Promise<string> => inTurn(() => bcrypt.hash(password, cost)),

    /** Compares even where there is no such account, so that both take the same time (A4). */
    matches: async (password: string, hash: string | undefined): Promise<boolean> => {
      const against = hash ?? (await nobody);
      const same = await inTurn(() => bcrypt.compare(password, against));
      return same && hash !== undefined;
    },
  };
}

export type Hashing = ReturnType<typeof hashing>;
