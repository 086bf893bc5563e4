import { Refusal } from '../../domain/refusal.ts';
import { taskReference } from '../../domain/task.ts';
import { beginning } from '../../domain/text.ts';
import { typed } from '../input.ts';

const mostAtOnce = 20;

/** The tasks that a command names, each once, in capitals; none where it names none. */
export function references(rest: string, verb: string): string[] {
  const words = typed(rest)
    .split(/[\s,]+/)
    .filter(Boolean);
  const wrong = words.find((word) => !taskReference.test(word));
  const nothing = words.length > 1 ? ' Nothing was done.' : '';
  if (wrong)
    throw new Refusal(
      `${beginning(wrong, 80)} isn't a task's reference, such as WEB-12: \`/task ${verb} WEB-12\`.${nothing}`,
    );
  const named = [...new Set(words.map((word) => word.toUpperCase()))];
  if (named.length > mostAtOnce) throw new Refusal(`At most ${mostAtOnce} tasks at once.`);
  return named;
}

/** The one task that a command names; undefined where it names none. */
export function reference(rest: string, verb: string): string | undefined {
  const [first, second] = references(rest, verb);
  if (second) throw new Refusal(`One task at a time: \`/task ${verb} ${first}\`.`);
  return first;
}
