import { setTimeout as wait } from 'node:timers/promises';
import { Refusal } from '../domain/refusal.ts';
import { hashingThread, type PasswordJob } from './hashing-thread.ts';
import { turns } from './turns.ts';

/** One at a time: in the two seconds that a form in Slack has (S4), so many are done at best. */
const mostUnderWay = 7;

/** A hash of nothing that anybody knows. */
const nobodysHash = 'OKGkffWCm.pxQGdfl3yK9uMZlwFoCn.UDMBORPqWtamVf5KqspCwC';

export const manyPeople = 'Many people are signing in right now. Try again in a moment.';

/** Hashes and compares passwords, so that nothing else has to wait for it (A2). */
export function hashing(cost: number) {
  const thread = hashingThread();
  const turn = turns(1);
  const nobody = `$2b$${String(cost).padStart(2, '0')}$${nobodysHash}`;

  let lastMilliseconds = 0;

  /**
   * Whoever wouldn't have their turn in time, going by what the last one took, is refused before any work: else each
   * would be begun just too late, and none would be done.
   * @throws Refusal
   */
  function mustHaveRoom(deadline: number) {
    const ahead = turn.underWay();
    const expected = Date.now() + (ahead + 1) * lastMilliseconds;
    if (ahead >= mostUnderWay || (ahead > 0 && expected > deadline)) tooLate();
  }

  /** @throws Refusal where it isn't done by the deadline (epoch milliseconds) */
  async function inTurn<T extends string | boolean>(job: PasswordJob, deadline: number): Promise<T> {
    mustHaveRoom(deadline);
    const left = deadline - Date.now();
    const done = turn(async () => {
      if (Date.now() >= deadline) tooLate();
      const began = performance.now();
      const result = await thread.run<T>(job);
      lastMilliseconds = performance.now() - began;
      return result;
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
    mustHaveRoom,

    hash: (password: string, deadline: number) => inTurn<string>({ password, cost }, deadline),

    /** Compares even where there is no such account, so that both take the same time (A4). */
    matches: async (password: string, hash: string | undefined, deadline: number): Promise<boolean> => {
      const same = await inTurn<boolean>({ password, cost, against: hash ?? nobody }, deadline);
      return same && hash !== undefined;
    },

    /** What is still under way is given up. */
    stop: thread.stop,
  };
}

export type Hashing = ReturnType<typeof hashing>;
