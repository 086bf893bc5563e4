import { isDeepStrictEqual } from 'node:util';
import type { Answer } from '../../playground/person.ts';
import { actOf, namesIn, perform } from './acts.ts';
import { type Cast, neverThere, type Role, startCast, type Things } from './cast.ts';
import type { Row, Table } from './table.ts';

/** Makes a test of each cell of a table. Whatever a cell changed is put back before the next one. */
export function tryEach({ refusals, rows }: Table): void {
  let cast: Cast;
  beforeAll(async () => {
    cast = await startCast();
  });
  afterAll(() => cast.stop());

  async function attempt(what: string, role: Role, things: Things) {
    const person = cast.people[role];
    const answer = await perform(actOf(what, things, person.name), person, cast.world.slack.state);
    const state = await cast.saved.now();
    const changed = !isDeepStrictEqual(state, cast.saved.state);
    if (changed) await cast.saved.restore();
    return { answer, state, changed };
  }

  describe.each(rows)('$what', ({ what, outcomes, says }: Row) => {
    test.each(outcomes)('%s: %s', async (role, outcome) => {
      const { answer, state, changed } = await attempt(what, role, cast.things);
      if (outcome === 'done') expect(changed).toBe(true);
      else expect(state).toEqual(cast.saved.state);

      const sentence = outcome === 'done' || outcome === 'shown' ? says : refusals[outcome];
      if (outcome === 'welcome') {
        expect(answer.text).toContain('Welcome to Dibs');
        expect(answer.buttons).toEqual(['Sign up', 'Sign in']);
      } else if (outcome === 'none') {
        const names = namesIn(what, cast.things);
        for (const never of neverThere) {
          const { answer: other } = await attempt(what, role, never);
          expect(
            read(
              answer,
              names.map((name) => cast.things[name]),
            ),
          ).toEqual(
            read(
              other,
              names.map((name) => never[name]),
            ),
          );
        }
      } else {
        if (!sentence) throw new Error(`the table doesn't say what ${outcome} is`);
        expect(answer.text.replaceAll('`', '')).toContain(sentence);
      }
    });
  });
}

/** What a person reads, but for the names of the things that they had named themselves. */
function read({ kind, text, buttons, errors }: Answer, named: Things[keyof Things][]) {
  const without = (words: string) => named.reduce((rest, { typed }) => rest.replaceAll(typed, '…'), words);
  const fields = Object.entries(errors).map(([field, complaint]) => [field, without(complaint)]);
  return { kind, text: without(text), buttons, fields };
}
