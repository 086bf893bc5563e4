import type { Person } from '../../playground/person.ts';
import { gate } from '../support/gate.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

/** When Home is published, and how often: not when it is there already, and once for many. */
let world: World;
let ada: Person;
let grace: Person;

beforeEach(async () => {
  world = await startWorld();
  ({ ada, grace } = await world.team());
});
afterEach(() => world.stop());

const published = () => world.slack.calls.filter(({ method }) => method === 'views.publish').length;

test('a Home that is there already is not published again; one that differs is, be it by a line', async () => {
  await ada.command('/task add WEB First');
  await ada.openHome();
  const opened = async () => {
    const seen = () => world.figure('dibs_interactions_total{kind="event",name="app_home_opened",outcome="done"}');
    const [before, seenBefore] = [published(), await seen()];
    const opening = ada.openHome({ named: true });
    await until(async () => (await seen()) > seenBefore);
    return { published: published() - before, opening };
  };
  expect((await opened()).published).toBe(0);
  await grace.command('/task add WEB Second');
  const changed = await opened();
  expect(changed.published).toBe(1);
  expect(await changed.opening).toMatchObject({ kind: 'home', text: expect.stringMatching(/Second/) });
  expect((await opened()).published).toBe(0);
  // What was done is said once.
  const claimed = await ada.press('Claim', { near: /Second/ });
  expect(claimed).toMatchObject({ kind: 'home', text: expect.stringMatching(/^You claimed WEB-2\./) });
  const without = await opened();
  expect(without.published).toBe(1);
  expect((await without.opening).text).toMatch(/^Claimed by me\nWEB-2/);
});

test('of a burst, Home is published a few times, and last as it is in the end', async () => {
  await ada.openHome();
  const before = published();
  const [slack, reached] = [gate(), gate()];
  world.slack.onCall = async ({ method }, carryOut) => {
    if (method === 'views.publish') {
      reached.open();
      await slack.opened;
    }
    return carryOut();
  };
  const first = ada.openHome();
  await reached.opened;
  await grace.command('/task add WEB While it is shown');
  const others = Array.from({ length: 12 }, () => ada.openHome());
  slack.open();
  await Promise.all([first, ...others]);
  await until(async () => /While it is shown/.test(JSON.stringify(ada.home()?.blocks)));
  expect(published() - before).toBeLessThan(7);
});
