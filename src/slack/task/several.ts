import type { Delivery } from '../../domain/actor.ts';
import { AlreadyDone, DatabaseAway, Interrupted, Refusal } from '../../domain/refusal.ts';
import { inTime } from '../in-time.ts';
import type { Reply } from '../outcome.ts';
import { done } from '../replies.ts';

/** A change decides by itself, at the deadline, what its person is told; what isn't a change yet is waited for a little more. */
const graceMilliseconds = 100;

/**
 * Does something to several tasks, each by itself: what one refuses doesn't hold up the others. Each outcome is told,
 * also where it ends halfway: what was done, what may have been, and what was not begun.
 * @throws Interrupted, Refusal where nothing was done, and AlreadyDone where another copy of the delivery did it
 */
export async function each<T extends { reference: string }>(
  chosen: readonly T[],
  past: string,
  delivery: Delivery,
  perform: (one: T) => Promise<{ reference: string }>,
  seen: (delivery: Delivery) => Promise<boolean>,
): Promise<Reply> {
  const changed: string[] = [];
  const refused: string[] = [];
  const told = () => [...(changed.length > 0 ? [`You ${past} ${changed.join(', ')}.`] : []), ...refused];
  for (const [index, one] of chosen.entries()) {
    const left = chosen.slice(index + 1);
    try {
      const milliseconds = delivery.deadline + graceMilliseconds - Date.now();
      changed.push((await inTime(() => perform(one), { milliseconds })).reference);
    } catch (error) {
      if (error instanceof AlreadyDone || (error instanceof DatabaseAway && !delivery.sent)) throw error;
      if (!(error instanceof Refusal)) throw interrupted(error, { before: told(), at: one.reference, past, left });
      // Another copy of the delivery may be ahead, and is the one that tells. After the last, whoever called this looks.
      if (changed.length === 0 && left.length > 0 && (await seen(delivery).catch(() => false))) throw new AlreadyDone();
      refused.push(about(one.reference, error.message));
    }
  }
  if (changed.length === 0) throw new Refusal(refused.join('\n'));
  return done(told().join('\n'));
}

/** A form knows tasks by their ids: one that is gone is told without its name. */
const about = (reference: string, refusal: string) =>
  refusal.includes(reference) ? refusal : `${reference}: ${refusal}`;

interface Halfway {
  before: string[];
  at: string;
  past: string;
  left: readonly { reference: string }[];
}

/** What went wrong may have been saved, and only not shown. */
function interrupted(error: unknown, { before, at, past, left }: Halfway): Interrupted {
  const isAway = error instanceof DatabaseAway;
  const look = isAway ? [] : [`Look whether you ${past} it.`];
  const rest = left.length > 0 ? [`Not begun: ${left.map(({ reference }) => reference).join(', ')}.`] : [];
  const cause = isAway ? new DatabaseAway('unknown', error.cause) : error;
  return new Interrupted({ before, at, after: [...look, ...rest] }, cause);
}
