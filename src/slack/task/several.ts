import type { Delivery } from '../../domain/actor.ts';
import { AlreadyDone, DatabaseAway, Interrupted, Refusal } from '../../domain/refusal.ts';
import { inTime } from '../in-time.ts';
import type { Reply } from '../outcome.ts';
import { done } from '../replies.ts';

/**
 * Does something to several tasks, each by itself: what one refuses doesn't hold up the others. Each outcome is told,
 * also where it ends halfway: what was done, what may have been, and what was not begun.
 * @throws Interrupted, and Refusal where nothing was done
 */
export async function each(
  references: readonly string[],
  past: string,
  delivery: Delivery,
  perform: (reference: string) => Promise<{ reference: string }>,
): Promise<Reply> {
  const changed: string[] = [];
  const refused: string[] = [];
  const told = () => [...(changed.length > 0 ? [`You ${past} ${changed.join(', ')}.`] : []), ...refused];
  for (const [index, at] of references.entries()) {
    try {
      changed.push((await inTime(() => perform(at), { milliseconds: delivery.deadline - Date.now() })).reference);
    } catch (error) {
      if (error instanceof AlreadyDone || (error instanceof DatabaseAway && !delivery.sent)) throw error;
      if (error instanceof Refusal) refused.push(error.message);
      else throw interrupted(error, { before: told(), at, past, left: references.slice(index + 1) });
    }
  }
  if (changed.length === 0) throw new Refusal(refused.join('\n'));
  return done(told().join('\n'));
}

interface Halfway {
  before: string[];
  at: string;
  past: string;
  left: readonly string[];
}

/** What went wrong may have been saved, and only not shown. */
function interrupted(error: unknown, { before, at, past, left }: Halfway): Interrupted {
  const isAway = error instanceof DatabaseAway;
  const look = isAway ? [] : [`Look whether you ${past} it.`];
  const rest = left.length > 0 ? [`Not begun: ${left.join(', ')}.`] : [];
  const cause = isAway ? new DatabaseAway('unknown', error.cause) : error;
  return new Interrupted({ before, at, after: [...look, ...rest] }, cause);
}
