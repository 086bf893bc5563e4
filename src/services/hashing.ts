import { setTimeout as wait } from 'node:timers/promises';
import { Refusal } from '../domain/refusal.ts';
import { hashingThread, type PasswordJob } from './hashing-thread.ts';
import { turns } from './turns.ts';

/** One at a time, and so many more may wait: in the two seconds that a form in Slack has, no more are done (S4). */
const mostWaiting = 6;

/** A hash of nothing that anybody knows. */
const nobodysHash = 'OKGkffWCm.pxQGdfl3yK9uMZlwFoCn.UDMBORPqWtamVf5KqspCwC';

export const manyPeople = 'Many people are signing in right now. Try again in a moment.';

/** Hashes and compares passwords, so that nothing else has to wait for it (A2). */
export function hashing(cost: number) {
  const thread = hashingThread();
  const turn = turns(1);
  const nobody = `$2b$${String(cost).padStart(2, '0')}$${nobodysHash}`;

  /** @throws Refusal where too many wait, or it isn't done by the deadline (epoch milliseconds) */
  async function inTurn<T extends string | boolean>(job: PasswordJob, deadline: number): Promise<T> {
    if (turn.waiting() >= mostWaiting) throw new Refusal(manyPeople);
    const left = deadline - Date.now();
    const done = turn(async () => {
      if (Date.now() >= deadline) tooLate();
      return thread.run<T>(job);
    });
    const late = new AbortController();
    try {
      return await Promise.race([done, wait(left, undefined, { signal: late.signal }).then(tooLate)]);
    } finally {
      late.abort();
      done.catch(() => undefined);
    }
  }

  function tooLate(): never {
    throw new Refusal(manyPeople);
  }

  return {
    hash: (password: string, deadline: number) => inTurn<string>({ password, cost }, deadline),

    /** Compares even where there is no such account, so that both take the same time (A4). */
    matches: async (password: string, hash: string | undefined, deadline: number): Promise<boolean> => {
      const same = await inTurn<boolean>({ password, cost, against: hash ?? nobody }, deadline);
      return same && hash !== undefined;
    },

    /** Once nothing is under way. */
    stop: thread.stop,
  };
}

export type Hashing = ReturnType<typeof hashing>;
