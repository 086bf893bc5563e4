import fc from 'fast-check';
import type { Answer, Person } from '../../playground/person.ts';
import { botsApart } from '../support/bots-apart.ts';
import { onDatabase } from '../support/load.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';
import { type Act, firstActs, histories, peopleOf, perform, signUp } from './acts.ts';
import { broken } from './invariants.ts';

/**
 * Random histories of all operations by six people over two workspaces, through the front door of two bots as
 * processes of their own. More with HISTORIES=200.
 */
const numRuns = Number(process.env['HISTORIES'] ?? 5);
let world: World;
let people: Person[];

beforeAll(async () => {
  world = await startWorld({ bots: 2, start: botsApart().start });
});
afterAll(() => world.stop());

const isStranger = async (person: Person, url: string) =>
  /Welcome to Dibs/.test((await person.command('/account', { url })).text);

/** Nothing but the six accounts. */
async function start() {
  await onDatabase(world.mongodbUri, async (database) => {
    for (const { name } of await database.listCollections().toArray()) await database.collection(name).deleteMany({});
  });
  people = peopleOf((name, teamId) => world.slack.person(name, teamId));
  // A bot keeps for a moment who somebody was: it would not let them sign up, or found a group for who is gone.
  for (const person of people) for (const url of world.urls) await until(() => isStranger(person, url));
  for (const person of people) {
    await signUp(person);
    person.close();
  }
  await firstActs(people);
}

const unforeseen = ({ kind, text }: Answer) => kind === 'failed' || /Something went wrong/.test(text);

async function play(rounds: Act[][]): Promise<number> {
  await start();
  let done = 0;
  for (const round of rounds) {
    const answers = await Promise.all(round.map((act) => perform(act, people[act.who] as Person)));
    expect(answers.filter(unforeseen).map(({ text }) => text)).toEqual([]);
    done += answers.filter(({ text }) => /^You |is invited|are invited/.test(text)).length;
  }
  expect(await onDatabase(world.mongodbUri, broken)).toEqual([]);
  return done;
}

/** What failed comes first, since the history that led there is long. The seed and path go into `fc.assert`'s options. */
async function report({ failed, errorInstance, seed, counterexamplePath, counterexample }: fc.RunDetails<[Act[][]]>) {
  if (!failed) return;
  const history = counterexample?.[0].map((round) => round.map(fc.stringify).join(' | ')).join('\n');
  const again = `{ seed: ${seed}, path: '${counterexamplePath}' }`;
  throw new Error(`${String(errorInstance)}\nAgain with ${again}:\n${history}`, { cause: errorInstance });
}

test.each([
  ['one after another', 1, 120],
  ['up to six at once', 6, 40],
])(
  '%s: what must hold holds afterwards',
  async (how, atOnce, rounds) => {
    let done = 0;
    const property = fc.asyncProperty(histories(atOnce, rounds), async (history) => {
      done += await play(history);
    });
    await fc.assert(property, { numRuns, endOnFailure: true, asyncReporter: report });
    process.stdout.write(
      `histories, ${how}: ${numRuns} of ${rounds} rounds, ${done} acts done, and what must hold held after each\n`,
    );
    // The histories did something: a tenth of what was tried was no refusal.
    expect(done).toBeGreaterThan((numRuns * rounds) / 10);
  },
  600_000,
);
