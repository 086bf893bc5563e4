import type { Person } from '../../playground/person.ts';
import { againWhileLate, lateAnswers } from '../support/lateness.ts';
import { until } from '../support/until.ts';
import { badWeather, hung, tooMany, unwell } from '../support/weather.ts';
import { startWorld, type World } from '../support/world.ts';

/** What is done from Home is answered as ever while Slack takes no Home. */
let world: World;
let ada: Person;

beforeAll(async () => {
  world = await startWorld();
  ({ ada } = await world.team());
});
afterAll(() => world.stop());

test('S4: what a button of Home saved is never told as failed', async () => {
  await ada.command('/task add WEB To be claimed');
  await ada.openHome();
  const { onCall } = world.slack;
  let refused = 0;
  world.slack.onCall = (call, carryOut) =>
    call.method === 'views.publish' && refused++ === 0 ? { status: 503, body: {} } : carryOut();
  const claimed = await ada.press('Claim');
  world.slack.onCall = onCall;
  expect(claimed.text).toMatch(/^It is done, but it could not be shown/);
  expect(claimed.text).toMatch(/Claimed by me\nWEB-\d+ {2}To be claimed/);
});

describe.each([
  ['answers 429', tooMany(30)],
  ['answers 503', unwell],
  ['hangs', hung],
])('S4: Slack %s when Home is published', (what, weather) => {
  const noHome = () => badWeather(world.slack, weather, ({ method }) => method === 'views.publish');

  let made = 0;

  /** Returns whether it closed too late. */
  async function saves(): Promise<string[]> {
    await ada.openHome();
    await ada.press('New task');
    const storm = noHome();
    const title = `Slack ${what}, ${++made}`;
    const answer = await ada.submit({ Title: title });
    await until(async () => storm.calls.length > 0);
    storm.clear();
    expect(answer.kind).toBe('closed');
    expect((await ada.command('/task list WEB')).text).toContain(title);
    return lateAnswers([answer], 1000);
  }

  test('a form is saved, and closes', () => againWhileLate(saves));

  test('a modal says what was done', async () => {
    await ada.openHome();
    await ada.choose('Status', 'Open');
    await ada.press('Claim');
    await ada.choose('Status', 'Claimed');
    await ada.press('History');
    const storm = noHome();
    const dropped = await ada.press('Drop');
    await until(async () => storm.calls.length > 0);
    storm.clear();
    expect(dropped.text).toMatch(/^Done\nYou dropped WEB-\d+\./);
    await ada.openHome();
    expect(ada.modals().map(({ title }) => title?.text)).toEqual(['Done']);
    ada.close();
  });
});
