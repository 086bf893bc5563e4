import { setTimeout as wait } from 'node:timers/promises';
import type { Stores } from '../db/stores.ts';
import { isGivenUp, type Letter, nextTry, Undelivered } from '../domain/letter.ts';
import { DatabaseAway } from '../domain/refusal.ts';

type Leased = NonNullable<Awaited<ReturnType<Stores['outbox']['lease']>>>;

/** Deliveries under way at once: of all workspaces, and of one, so that one which is slow leaves room for the others. */
const mostAtOnce = 64;
const mostPerWorkspace = 2;
/** What came of a delivery is written as soon as the database is there, while the lease lasts; then another looks. */
const writtenMilliseconds = 50_000;
const betweenTriesMilliseconds = 500;
/** A call that was sent may still be carried out for so long: before that it is of no use to look whether it was. */
const calledMilliseconds = 10_000;

interface Delivering {
  outbox: Stores['outbox'];
  deliver: (letter: Letter) => Promise<void>;
  clock: () => Date;
  /** What went wrong, and what becomes of it. */
  report: (what: string, error: unknown) => void;
}

/** Delivers letters that are due, many at once, each person's one after another. */
export function outboxDelivery({ outbox, deliver, clock, report }: Delivering) {
  const underWay = new Map<Promise<void>, Leased>();

  function fullWorkspaces(): string[] {
    const counts = new Map<string, number>();
    for (const { teamId } of underWay.values()) counts.set(teamId, (counts.get(teamId) ?? 0) + 1);
    return [...counts.keys()].filter((teamId) => (counts.get(teamId) ?? 0) >= mostPerWorkspace);
  }

  async function attempt(letter: Leased): Promise<void> {
    const until = performance.now() + writtenMilliseconds;
    const written = await deliver(letter).then(
      () => () => outbox.delivered(letter, clock()),
      (error: unknown) => () => settle(letter, error),
    );
    for (;;)
      try {
        return await written();
      } catch (error) {
        if (!(error instanceof DatabaseAway) || performance.now() > until) throw error;
        await wait(betweenTriesMilliseconds);
      }
  }

  async function settle(letter: Leased, error: unknown): Promise<void> {
    const { message: reason, means } =
      error instanceof Undelivered ? error : new Undelivered(String(error), { unsure: true });
    const now = clock();
    const unsure = letter.unsure || means.unsure === true;
    const dueAt = means.notBefore ?? nextTry(letter.attempts + 1, now);
    if (means.early) return outbox.postpone(letter, { dueAt, unsure });
    const what = `letter ${letter.id} of ${letter.teamId}, tried ${letter.attempts + 1} times`;
    if (means.final || isGivenUp(letter, now)) {
      report(`${what}, is given up`, error);
      return outbox.giveUp(letter, reason, now);
    }
    report(`${what}, will be tried again`, error);
    await outbox.postpone(letter, { dueAt, unsure, reason });
    if (means.others) await outbox.putOff(letter, means.others.which, means.others.until);
  }

  return {
    /** Begins with the next letter that is due; false where none is. */
    async deliverNext(): Promise<boolean> {
      if (underWay.size >= mostAtOnce) await Promise.race(underWay.keys());
      const letter = await outbox.lease(clock(), fullWorkspaces());
      if (!letter) return false;
      const work = attempt(letter)
        .catch((error: unknown) => report(`letter ${letter.id} waits for its lease to end`, error))
        .finally(() => underWay.delete(work));
      underWay.set(work, letter);
      return true;
    },

    /** Waits for what is under way; what takes longer is left to another process, which needn't wait for the lease's end. */
    async drain(mostMilliseconds: number): Promise<void> {
      await Promise.race([Promise.all(underWay.keys()), wait(mostMilliseconds, undefined, { ref: false })]);
      const dueAt = new Date(clock().getTime() + calledMilliseconds);
      const leaving = [...underWay.values()].map((letter) => outbox.postpone(letter, { dueAt, unsure: true }));
      await Promise.allSettled(leaving);
    },
  };
}
