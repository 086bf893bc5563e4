import type { Person } from '../../playground/person.ts';
import { quickTime } from '../support/quick-time.ts';
import { badWeather, inBackground, unheard, unwell, type Weather } from '../support/weather.ts';
import { startWorld, type World } from '../support/world.ts';

/** Two processes share the work, and each person's letters still come one after another. */
let world: World;
let ada: Person;
const time = quickTime();

const perPerson = 6;
const people = ['grace', 'alan', 'katherine', 'hedy'];

beforeAll(async () => {
  world = await startWorld({ bots: 2, clock: time.clock });
  ada = await world.member('ada');
  for (let number = 1; number <= perPerson; number++) await ada.command(`/group create Group ${number}`);
});
afterAll(() => world.stop());

const seenBy = (name: string) =>
  world.slack
    .person(name)
    .directMessages()
    .map(({ text }) => /Group \d+/.exec(text)?.[0]);

test('in order, each once, though a third of the first calls fail before or after they are carried out', async () => {
  let calls = 0;
  // A letter tried again takes three calls, so with every third one letter's post would fail each time.
  const fails = () => [0, 3, 7, 10].includes(calls % 12);
  const failing: Weather = (carryOut) => (calls % 2 === 0 ? unwell : unheard(unwell))(carryOut);
  const storm = badWeather(world.slack, failing, (call) => inBackground(call) && ++calls <= 60 && fails());
  for (let number = 1; number <= perPerson; number++)
    for (const name of people) await ada.command(`/group invite "Group ${number}" @${name}`);
  await time.delivered(world);
  expect(await world.count('outbox', {})).toBe(0);
  expect(storm.calls.length).toBeGreaterThan(perPerson);
  const inOrder = Array.from({ length: perPerson }, (_, index) => `Group ${index + 1}`);
  for (const name of people) expect({ name, seen: seenBy(name) }).toEqual({ name, seen: inOrder });
});
