import { startWorld, type World } from '../support/world.ts';

/** A form that Slack is slow to open is told as such, in time: it may open all the same. */
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(() => {
  world.slack.weather.slowMilliseconds = 0;
});

const slow = "Slack is slow to answer: the form may open yet. If it doesn't within a few seconds, try again.";

test('S4: a form opens late', async () => {
  const ada = await world.member('ada');
  world.slack.weather.slowMilliseconds = 2000;
  const answer = await ada.command('/group create');
  expect([answer.text, answer.milliseconds < 3000]).toEqual([slow, true]);
  await world.until(async () => ada.modals().length === 1);
});

test('S4: Slack is asked something before, too', async () => {
  const alan = world.slack.person('alan');
  world.slack.weather.slowMilliseconds = 2000;
  const answer = await alan.command('/account sign-up');
  expect([answer.text, answer.milliseconds < 3000]).toEqual([slow, true]);
});
