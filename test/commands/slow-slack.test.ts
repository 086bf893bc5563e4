import { freePort } from '../../src/db/free-port.ts';
import { startBot } from '../../src/start.ts';
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

test('S4: a form opens late', async () => {
  const ada = await world.member('ada');
  world.slack.weather.slowMilliseconds = 2000;
  const answer = await ada.command('/group create');
  expect([answer.text, answer.milliseconds < 3000]).toEqual([slow, true]);
  expect(await failed('/group create')).toBe(1);
  await until(async () => ada.modals().length === 1);
});

test('S4: Slack is asked something before, too', async () => {
  const alan = world.slack.person('alan');
  world.slack.weather.slowMilliseconds = 2000;
  const answer = await alan.command('/account sign-up');
  expect([answer.text, answer.milliseconds < 3000]).toEqual([slow, true]);
});

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
