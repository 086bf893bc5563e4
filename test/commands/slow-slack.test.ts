import type { Person } from '../../playground/person.ts';
import { freePort } from '../../src/db/free-port.ts';
import { startBot } from '../../src/start.ts';
import { inTime, lateAnswers } from '../support/in-time.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

/** What Slack is slow to open is told as such, in time: it may open all the same. */
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(() => {
  Object.assign(world.slack.weather, { slowMilliseconds: 0, rateLimited: false, failing: false });
});

const slow = "Slack is slow to answer: it may open yet. If it doesn't within a few seconds, try again.";

const failed = (name: string) =>
  world.figure(`dibs_interactions_total{kind="command",name="${name}",outcome="failed"}`);

/** Returns the answer if it came too late. */
async function told(person: Person, command: string): Promise<string[]> {
  const before = await failed(command);
  world.slack.weather.slowMilliseconds = 2000;
  const answer = await person.command(command);
  const late = lateAnswers([answer]);
  if (late.length === 0) expect(answer.text).toBe(slow);
  expect(await failed(command)).toBe(before + 1);
  return late;
}

test('S4: a form opens late', async () => {
  const ada = await world.member('ada');
  await inTime(async () => {
    const late = await told(ada, '/group create');
    await until(async () => ada.modals().length === 1);
    ada.close();
    return late;
  });
});

test('S4: Slack is asked something before, too', () =>
  inTime(() => told(world.slack.person('alan'), '/account sign-up')));

test.each(['rateLimited', 'failing'] as const)(
  'a Slack that takes nothing now (%s) is named as the cause',
  async (how) => {
    const ada = world.slack.person('ada');
    world.slack.weather[how] = true;
    const answer = await ada.command('/group create');
    expect(answer.text).toBe('Slack is too busy to open this. Try again in a moment.');
  },
);

test('a form whose link was saved, and that Slack does not open, is not told as done', async () => {
  const apart = await startWorld({ publicUrl: 'http://localhost' });
  try {
    const ada = apart.slack.person('ada');
    apart.slack.weather.failing = true;
    const answer = await ada.command('/account sign-up');
    expect(answer.text).toBe('Slack is too busy to open this. Try again in a moment.');
  } finally {
    apart.slack.weather.failing = false;
    await apart.stop();
  }
});

test('who could not reach Slack at all is not told that it may open', async () => {
  const apiUrl = `http://127.0.0.1:${await freePort()}/api/`;
  const apart = await startWorld({
    start: (given) => startBot({ ...given, slack: { ...given.slack, apiUrl } }),
  });
  try {
    const answer = await apart.slack.person('alan').command('/account sign-up');
    expect(answer.text).toMatch(/^Something went wrong on our side/);
  } finally {
    await apart.stop();
  }
});
