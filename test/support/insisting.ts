import type { Answer } from '../../playground/person.ts';

const mostTries = 5;

/**
 * Does it until the bot isn't too slow for it: a busy machine may need more than the two seconds that a person waits, and
 * who is told to try again, or nothing, does so. The last answer, whatever it is, after five times.
 */
export async function insisting(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const answer = await ask();
    const isLate =
      answer.kind === 'nothing' || /(?:Try again in a moment|Look whether it was, then try again)\.$/.test(answer.text);
    if (!isLate || tries === mostTries) return answer;
  }
}
