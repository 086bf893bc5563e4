import { DatabaseAway, Overloaded } from '../domain/refusal.ts';

/** A person is answered this much later in any case (S4), and Slack is told whether an event was taken. */
const answerMilliseconds = 2250;

export type InTurn = <T>(work: (overloaded: boolean) => Promise<T>) => Promise<T>;
const atOnce: InTurn = (work) => work(false);

/**
 * When overloaded, what has waited longer than this part of its time isn't begun: all would begin with too little time
 * left, and nobody would be served, for as long as so many ask (docs/faults.md).
 */
const mostWaitedWhenOverloaded = 1 / 4;

interface Options {
  inTurn?: InTurn;
  milliseconds?: number;
  /** What is thrown then. */
  lateError?: () => Error;
}

/**
 * Work that is given up when a person can't be left waiting any longer. What then still waits for its turn is never
 * begun, and what was begun gives its turn back: after a pause of the database nobody waits for what nobody awaits.
 * @throws Overloaded, and DatabaseAway when it takes too long, or what `lateError` makes
 */
export async function inTime<T>(
  work: () => Promise<T>,
  { inTurn = atOnce, milliseconds = answerMilliseconds, lateError = () => new DatabaseAway('no') }: Options = {},
): Promise<T> {
  const asked = performance.now();
  let isLate = false;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isLate = true;
      reject(lateError());
    }, milliseconds);
  });
  const begin = async (overloaded: boolean) => {
    if (isLate) throw lateError();
    if (overloaded && performance.now() - asked > milliseconds * mostWaitedWhenOverloaded) throw new Overloaded();
    return Promise.race([work(), late]);
  };
  try {
    return await Promise.race([inTurn(begin), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** An answer may wait so long for what it can do without. */
const soonMilliseconds = 1000;

/** What work brings; nothing where it is slow or fails. For what makes an answer better, but isn't the answer. */
export async function ifSoon<T>(work: Promise<T>, milliseconds = soonMilliseconds): Promise<T | undefined> {
  return inTime(() => work, { milliseconds }).catch(() => undefined);
}
