import type { Person } from '../../playground/person.ts';
import { until } from '../support/until.ts';
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

const delivered = () => until(async () => (await world.count('outbox', {})) === 0);
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
});

test('a method that Slack holds back is called once, by all processes, until the time is over; others are called', async () => {
  const alan = world.slack.person('alan');
  await ada.command('/group invite "Group 1" @alan');
  const message = await alan.waitForMessage(/Group 1/);
  const storm = badWeather(world.slack, tooMany(5), ({ method }) => method === 'chat.postMessage');
  await ada.command('/group invite "Group 1" @katherine');
  await until(async () => storm.calls.length > 0);
  const since = storm.calls[0]?.at ?? 0;
  for (const name of ['hedy', 'linus']) await ada.command(`/group invite "Group 1" @${name}`);
  await ada.command('/group withdraw "Group 1" @alan');
  await alan.waitForMessage(/was withdrawn/);
  expect(message.text).toMatch(/was withdrawn/);
  expect(Date.now() - since).toBeLessThan(4500);
  await until(async () => Date.now() - since > 4500);
  expect(storm.calls).toHaveLength(1);
  storm.clear();
  await delivered();
  const times = posts()
    .map(({ at }) => at - since)
    .filter((at) => at > 0);
  expect(times).toHaveLength(3);
  expect(Math.min(...times)).toBeGreaterThan(4900);
});
