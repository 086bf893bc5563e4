import type { Delivery } from '../../playground/delivery.ts';
import type { Person } from '../../playground/person.ts';
import { until } from '../support/until.ts';
import { password, startWorld, type World } from '../support/world.ts';

const team = 'T0ANALYTIC';
const hour = 60 * 60_000;
let ahead = 0;
let world: World;
let ada: Person;
let grace: Person;

beforeEach(async () => {
  ahead = 0;
  world = await startWorld({ oauth: {}, bots: 2, clock: () => new Date(Date.now() + ahead) });
  await world.install(team);
  ada = await world.member('ada');
  grace = await world.member('grace');
  await world.group(ada, grace);
});
afterEach(() => world.stop());

const uninstall = (at?: number) => world.oauth.uninstall(team, at);
const tokens = () => world.count('installations', { botToken: { $exists: true } });
const identities = () => world.count('identities', { teamId: team });

/** Lets the hour go by in which the app may be put back. */
async function swept() {
  ahead += hour + 1000;
  await until(async () => (await world.count('installations', { uninstalledAt: { $exists: true } })) === 0);
}

type Events = ReturnType<typeof uninstall>;
const orders: Record<string, (events: Events) => Delivery[]> = {
  'app_uninstalled, then tokens_revoked': ({ uninstalled, revoked }) => [uninstalled, revoked],
  'tokens_revoked, then app_uninstalled': ({ uninstalled, revoked }) => [revoked, uninstalled],
  'app_uninstalled alone': ({ uninstalled }) => [uninstalled],
  'tokens_revoked alone': ({ revoked }) => [revoked],
  'each of them three times': ({ uninstalled: u, revoked: r }) => [u, r, r, u, u, r],
};

test.each(Object.entries(orders))('%s: the token is gone at once, the rest within a day', async (_, order) => {
  expect(await tokens()).toBe(1);
  await world.deliver(...order(uninstall()));
  expect(await tokens()).toBe(0);
  expect(await identities()).toBe(2);
  await swept();
  expect(await identities()).toBe(0);
  expect(await world.count('installations', {})).toBe(0);
  // Told once more, long after.
  await world.deliver(...order(uninstall()));
  expect(await world.count('installations', {})).toBe(0);
});

test('at once, twenty times, on two processes', async () => {
  const { revoked, uninstalled } = uninstall();
  const deliveries = Array.from({ length: 10 }, () => [revoked, uninstalled]).flat();
  const answers = await Promise.all(deliveries.map((delivery) => world.slack.deliver(delivery)));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(await tokens()).toBe(0);
  expect(await world.count('installations', {})).toBe(1);
});

test('tokens that were only people’s: nothing goes', async () => {
  const { revoked } = uninstall();
  const event = { type: 'tokens_revoked', tokens: { oauth: [ada.userId], bot: [] } };
  await world.deliver({ ...revoked, payload: { ...revoked.payload, event } });
  expect(await tokens()).toBe(1);
});

test('the names of its profiles and where its messages are go; what people share stays', async () => {
  const emmy = world.slack.person('emmy', 'T0DIFFER');
  await world.install('T0DIFFER');
  await emmy.command('/account sign-up');
  await emmy.submit({ Email: 'emmy@example.com', Password: password, 'Confirm password': password });
  emmy.close();
  await ada.command('/group invite Web @emmy');
  await emmy.press('Accept', { on: await emmy.waitForMessage(/invites you to the group Web/) });
  await world.project(ada, emmy);
  await ada.command('/project link WEB');
  await ada.command('/group invite Web @hedy');
  await world.slack.person('hedy').waitForMessage(/invites you/);
  const said = ada.say('Mend the gate');
  await ada.shortcut('task.from-message', said);
  await ada.submit();
  ada.close();
  expect((await emmy.command('/task WEB-1')).text).toMatch(/The message it came from/);

  await world.deliver(uninstall().uninstalled);
  await swept();
  // What is kept of the pace of messages goes by itself within minutes.
  const { activities: _, paces: __, ...others } = await world.documents();
  const left = JSON.stringify(others);
  for (const trace of [ada.userId, grace.userId, world.slack.person('hedy').userId, 'slack.com', `C${team}`])
    expect(left).not.toContain(trace);
  expect((await emmy.command('/task WEB-1')).text).toMatch(/Mend the gate/);
  expect((await emmy.command('/task WEB-1')).text).not.toMatch(/The message it came from/);
  expect((await emmy.command('/group members Web')).text).toMatch(/Ada Lovelace \(ada\) — owner/);
  expect(await tokens()).toBe(1);
});

describe('an installation in between wins', () => {
  test('before the events arrive, late as they are', async () => {
    const events = uninstall(Date.now() - 5000);
    await world.install(team);
    await world.deliver(events.revoked, events.uninstalled);
    expect(await tokens()).toBe(1);
    expect((await ada.openHome()).text).toMatch(/Claimed by me/);
    ahead += 25 * hour;
    await world.deliver(events.uninstalled);
    expect(await identities()).toBe(2);
  });

  test('after the events and before the sweep: everybody is still who they were', async () => {
    const { uninstalled, revoked } = uninstall();
    await world.deliver(uninstalled, revoked);
    ahead += hour / 2;
    await world.install(team);
    ahead += 25 * hour;
    await world.deliver(uninstalled);
    expect((await ada.openHome()).text).toMatch(/Claimed by me/);
    expect((await grace.command('/group')).text).toMatch(/Web/);
    expect(await identities()).toBe(2);
    expect(await tokens()).toBe(1);
  });

  test('of two processes also the one that had the old token answers with the new one', async () => {
    for (const url of world.urls) {
      world.slack.deliverTo(url);
      expect((await ada.openHome()).kind).toBe('home');
    }
    world.slack.deliverTo(world.urls[0] as string);
    await world.deliver(uninstall().uninstalled);
    await world.install(team);
    expect((await ada.openHome()).kind).toBe('home');
    world.slack.deliverTo(world.urls[1] as string);
    await until(async () => (await ada.openHome()).kind === 'home');
  });
});

test('a letter to a workspace that has uninstalled is given up at once, with the reason', async () => {
  const emmy = world.slack.person('emmy', 'T0DIFFER');
  await world.install('T0DIFFER');
  await emmy.command('/account sign-up');
  await emmy.submit({ Email: 'emmy@example.com', Password: password, 'Confirm password': password });
  emmy.close();
  await world.deliver(world.oauth.uninstall('T0DIFFER').uninstalled);
  // The other process remembers the token for two seconds, and Slack refuses it.
  await ada.command('/group invite Web @emmy');
  await until(async () => (await world.count('outbox', { givenUpAt: { $exists: true } })) === 1);
  const letter = await world.letter({ teamId: 'T0DIFFER' });
  expect(letter?.['reason']).toMatch(/^Dibs is not installed there$|account_inactive$/);
  expect(letter?.['attempts']).toBe(1);
});

test('the API’s own ways to uninstall end it, too', async () => {
  const [token] = world.oauth.tokens();
  const answer = await fetch(`${world.slack.apiUrl}auth.revoke`, { headers: { authorization: `Bearer ${token}` } });
  expect(await answer.json()).toEqual({ ok: true, revoked: true });
  await until(async () => (await tokens()) === 0);
});

test('who has a Slack user in another workspace, too, is written to there', async () => {
  const differential = 'T0DIFFER';
  await world.install(differential);
  const sofia = await world.member('sofia', differential);
  await ada.command('/group invite Web sofia');
  await sofia.press('Accept', { on: await sofia.waitForMessage(/invites you to the group Web/) });
  const alsoAda = world.slack.person('emmy', differential);
  await alsoAda.command('/account sign-in');
  await alsoAda.submit({ Username: 'ada', Password: password });
  alsoAda.close();
  const { uninstalled, revoked } = uninstall();
  await world.deliver(uninstalled, revoked);
  await sofia.command('/group leave Web');
  await sofia.submit();
  await alsoAda.waitForMessage(/left the group Web/);
});
