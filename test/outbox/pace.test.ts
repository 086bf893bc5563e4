import type { Person } from '../../playground/person.ts';
import { badWeather, tooMany } from '../support/weather.ts';
import { startWorld, type World } from '../support/world.ts';

/** Slack's pace, kept by two processes together. */
let world: World;
let ada: Person;

beforeAll(async () => {
  world = await startWorld({ bots: 2 });
  ada = await world.member('ada');
  for (let number = 1; number <= 8; number++) await ada.command(`/group create Group ${number}`);
});
afterAll(() => world.stop());

const delivered = () => world.until(async () => (await world.count('outbox', {})) === 0, 30_000);
const posts = () => world.slack.calls.filter(({ method }) => method === 'chat.postMessage');

test('one message a second and person, after a burst of four', async () => {
  const since = Date.now();
  for (let number = 1; number <= 8; number++) await ada.command(`/group invite "Group ${number}" @grace`);
  await delivered();
  const { userId } = world.slack.person('grace');
  const times = posts()
    .filter(({ given, at }) => given['channel'] === userId && at >= since)
    .map(({ at }) => at);
  expect(times).toHaveLength(8);
  for (let index = 4; index < times.length; index++)
    expect((times[index] ?? 0) - (times[index - 4] ?? 0)).toBeGreaterThan(900);
  expect((times[7] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(3900);
}, 40_000);

test('a method that Slack holds back is called once, by all processes, until the time is over; others are called', async () => {
  await ada.command('/group invite "Group 1" @alan');
  const message = await world.slack.person('alan').waitForMessage(/Group 1/);
  const storm = badWeather(world.slack, tooMany(4), ({ method }) => method === 'chat.postMessage');
  const since = Date.now();
  for (const name of ['katherine', 'hedy', 'linus']) {
    await ada.command(`/group invite "Group 1" @${name}`);
    await ada.command(`/group invite "Group 2" @${name}`);
  }
  await ada.command('/group withdraw "Group 1" @alan');
  await world.slack.person('alan').waitForMessage(/was withdrawn/);
  expect(message.text).toMatch(/was withdrawn/);
  expect(Date.now() - since).toBeLessThan(4000);
  expect(storm.calls.length).toBeLessThanOrEqual(2);
  await world.until(async () => Date.now() - since > 3500);
  storm.clear();
  await delivered();
  expect(posts().filter(({ at }) => at > since).length).toBe(6);
  expect(
    Math.min(
      ...posts()
        .filter(({ at }) => at > since)
        .map(({ at }) => at),
    ) - since,
  ).toBeGreaterThan(3900);
}, 40_000);
