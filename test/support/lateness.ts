import type { Answer } from '../../playground/person.ts';

export const described = ({ kind, text, milliseconds }: Answer) =>
  `${kind} after ${Math.round(milliseconds)} ms: ${text}`;

/** Not answered in time, which is within 2.5 s unless said otherwise (S4). */
export const isLate = ({ milliseconds }: Answer, most = 2500) => milliseconds >= most;

export const lateAnswers = (answers: Answer[], most?: number): string[] =>
  answers.filter((answer) => isLate(answer, most)).map(described);

/** A machine may be busy with something else for a moment, hardly each time. */
export const tries = 3;

/**
 * Does it again, three times in all, while something came too late. `attempt` returns what did; whatever else must hold
 * it expects by itself, and that fails at once.
 */
export async function againWhileLate(attempt: () => Promise<string[]>): Promise<void> {
  let late = await attempt();
  for (let tried = 1; tried < tries && late.length > 0; tried++) {
    process.stdout.write(`too late, and tried again: ${late.join('; ')}\n`);
    late = await attempt();
  }
  expect(late).toEqual([]);
}
