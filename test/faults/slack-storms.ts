import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, Person } from '../../playground/person.ts';
import { actDuring, seededTasks } from '../support/acts.ts';
import { againWhileLate, tries } from '../support/lateness.ts';
import { isAway } from '../support/load.ts';
import { seed } from '../support/seed.ts';
import { until } from '../support/until.ts';
import { badWeather, type Weather } from '../support/weather.ts';
import { startWorld, type World } from '../support/world.ts';

const letters = 20;
const perSecond = 10;
/** S4 */
const mostMilliseconds = 2500;
const mostForMaking = 1500;
/** Less is noise where the machine has more to do than this. */
const noiseMilliseconds = 500;

const p95 = (answers: Answer[]) =>
  answers.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other)[
    Math.floor(answers.length * 0.95)
  ] ?? 0;

/**
 * While Slack is unwell for the bot's background calls, people are answered as ever; when it is well again, all that
 * waited is delivered, and shown once. `storms`: what Slack does, and for how many milliseconds.
 */
export function answeredAsEver(storms: [string, Weather, number][]): void {
  let world: World;
  let people: Person[];
  let newcomers = 0;

  beforeAll(async () => {
    world = await startWorld();
    ({ people } = await seed(world.mongodbUri, world.slack, { people: 12, tasks: seededTasks }));
    await during(4000);
  });
  afterAll(() => world.stop());

  /** People act at a steady pace for so long. */
  async function during(milliseconds: number): Promise<Answer[]> {
    const acted = await actDuring(people.slice(1), perSecond, () => wait(milliseconds));
    return acted.map(({ answer }) => answer);
  }

  /** What came too late. */
  async function storm(what: string, weather: Weather, milliseconds: number): Promise<string[]> {
    const [owner] = people as [Person];
    const usual = p95(await during(4000));
    // Of the methods that people wait for, only those without which there is no answer are spared.
    const unfair = badWeather(world.slack, weather, ({ method }) => !method.startsWith('views.'));
    const invited = Array.from({ length: letters }, () => {
      const number = ++newcomers;
      return world.slack.addPerson(`newcomer${number}`, 'New', `Comer${number}`);
    });
    const acting = during(milliseconds);
    const told: { person: Person; answer: Answer }[] = [];
    for (const person of invited)
      told.push({ person, answer: await owner.command(`/group invite Seeded @${person.name}`) });
    const answers = await acting;
    const [worker] = people.slice(1) as [Person];
    const making = await worker.shortcut('task.from-message', worker.say('The login page is broken'));
    worker.close();
    unfair.clear();
    // It can do without the message's link, for which Slack is asked.
    expect(making.kind).toBe('modal');
    const unanswered = answers.filter(({ kind }) => kind === 'nothing' || kind === 'failed' || kind === 'errors');
    // What the bot gave up, so as to answer within S4, came too late.
    const kept = told.filter(({ answer }) => !isAway(answer));
    expect(kept.map(({ answer }) => answer.text).filter((text) => !/invited/.test(text))).toEqual([]);
    expect(unanswered.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([]);
    expect(unfair.calls.length).toBeGreaterThan(0);
    expect(answers.length).toBeGreaterThan(milliseconds / 200);
    const slowest = Math.max(...answers.map((answer) => answer.milliseconds));
    const cleared = Date.now();
    await until(async () => (await world.count('outbox', {})) === 0);
    process.stdout.write(
      `Slack ${what}: ${answers.length} answers, 95% within ${Math.round(p95(answers))} ms (before: ${Math.round(usual)} ms); ` +
        `${kept.length} letters delivered ${((Date.now() - cleared) / 1000).toFixed(1)} s after it was well again\n`,
    );
    expect(kept.map(({ person }) => person.directMessages().length)).toEqual(kept.map(() => 1));
    expect(invited.filter((person) => person.directMessages().length > 1)).toEqual([]);
    return [
      ...(kept.length === letters ? [] : [`${letters - kept.length} invitations, given up`]),
      ...(making.milliseconds < mostForMaking ? [] : [`a form after ${making.milliseconds} ms`]),
      ...(slowest < mostMilliseconds ? [] : [`an answer after ${slowest} ms`]),
      ...(p95(answers) < 2 * usual + noiseMilliseconds ? [] : [`95% within ${p95(answers)} ms, before ${usual}`]),
    ];
  }

  test.each(storms)(
    'Slack %s: people are answered as ever, and letters are delivered after, once',
    (what, weather, milliseconds) => againWhileLate(() => storm(what, weather, milliseconds)),
    tries * 100_000,
  );
}
