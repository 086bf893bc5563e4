import type { Person } from '../../playground/person.ts';
import { until } from '../support/until.ts';
import { badWeather, tooMany, unwell } from '../support/weather.ts';
import { startWorld, type World } from '../support/world.ts';

/** An organisation that installs the app for all its workspaces at once, of which two are looked at. */
const [whole, analytical, differential] = ['E0SCIENCE', 'T0ANALYTIC', 'T0DIFFER'];
/** As many as Slack lists in one page, so that the two are on the next. */
const others = Array.from({ length: 1000 }, (_, number) => `T0OTHER${number}`);
const hour = 60 * 60_000;
let ahead = 0;
let world: World;
let [ada, emmy] = [] as unknown as [Person, Person];

beforeEach(async () => {
  ahead = 0;
  const organisations = [{ enterpriseId: whole, name: 'Science', teamIds: [...others, analytical, differential] }];
  world = await startWorld({ oauth: { organisations }, bots: 2, clock: () => new Date(Date.now() + ahead) });
  const { status, page } = await world.install(whole);
  expect(status).toBe(200);
  expect(page).toMatch(/It is installed in Science.*administrator of the organisation adds it to workspaces/s);
  [ada, emmy] = [await world.member('ada'), await world.member('emmy', differential)];
});
afterEach(() => world.stop());

const owners = (method: string) =>
  new Set(world.slack.calls.filter((call) => call.method === method).map(({ token }) => token.split('-')[1]));

test('one token serves both: forms, Home, and messages in the background', async () => {
  expect((await ada.openHome()).text).toMatch(/Claimed by me/);
  expect((await emmy.openHome()).text).toMatch(/Claimed by me/);
  await ada.command('/group create Web');
  await ada.command('/group invite Web @emmy');
  await emmy.press('Accept', { on: await emmy.waitForMessage(/invites you to the group Web/) });
  await ada.waitForMessage(/Emmy Noether \(emmy\) accepted/);
  for (const method of ['views.open', 'views.publish', 'chat.postMessage'])
    expect(owners(method)).toEqual(new Set([whole]));
  expect(await world.count('installations', {})).toBe(1);
  expect((await world.collection('identities').find().toArray()).map((identity) => identity['teamId']).sort()).toEqual([
    analytical,
    differential,
  ]);
});

test('a shortcut, of which Slack tells no workspace, is answered by the organisation’s token', async () => {
  const { delivery } = await ada.shortcut('task.new');
  const trigger = world.slack.state.unique('trigger');
  const { teamId, userId } = ada;
  world.slack.state.triggers.set(trigger, { teamId, userId, at: Date.now(), used: false });
  const payload = { ...delivery.payload, trigger_id: trigger, team: null, enterprise: { id: whole, name: 'Science' } };
  ada.close();
  await world.slack.deliver({ kind: 'interactive', payload: { ...payload, is_enterprise_install: true } });
  await until(async () => ada.modals().length > 0);
  expect(owners('views.open')).toEqual(new Set([whole]));
});

test('a workspace’s own installation answers there, and the organisation’s elsewhere', async () => {
  await world.install(analytical);
  world.slack.calls.length = 0;
  await ada.openHome();
  expect(owners('views.publish')).toEqual(new Set([analytical]));
  world.slack.calls.length = 0;
  await emmy.openHome();
  expect(owners('views.publish')).toEqual(new Set([whole]));
  // It goes again, and the organisation's serves both: nobody is forgotten.
  const { uninstalled, revoked } = world.oauth.uninstall(analytical);
  await world.deliver(uninstalled, revoked);
  ahead += hour + 1000;
  await until(async () => (await world.count('installations', {})) === 1);
  expect(await world.count('identities', {})).toBe(2);
  await until(async () => (await ada.openHome()).kind === 'home');
});

test('nor was it ever given to the workspace: what came from there goes with its own installation', async () => {
  await world.install(analytical);
  // Slack tells nothing of what it never gave.
  world.oauth.changeAccess('revoked', [analytical]);
  const { uninstalled, revoked } = world.oauth.uninstall(analytical);
  await world.deliver(uninstalled, revoked);
  ahead += hour + 1000;
  await until(async () => (await world.count('installations', {})) === 1);
  expect((await world.collection('identities').find().toArray()).map(({ teamId }) => teamId)).toEqual([differential]);
  expect(await world.count('workspaces', { _id: analytical as never })).toBe(0);
});

test.each([
  ['is unwell', unwell],
  ['is asked too often', tooMany(1)],
])('while Slack does not say whether it was, since it %s, nothing goes', async (_, weather) => {
  await world.install(analytical);
  world.oauth.changeAccess('revoked', [analytical]);
  const storm = badWeather(world.slack, weather, ({ method }) => method === 'auth.teams.list');
  const { uninstalled, revoked } = world.oauth.uninstall(analytical);
  await world.deliver(uninstalled, revoked);
  ahead += hour + 1000;
  // A process may have asked too soon, and waits for its lease to end.
  const later = (done: () => boolean | Promise<boolean>) =>
    until(() => {
      ahead += 5000;
      return done();
    });
  for (const times of [1, 2, 3]) {
    await later(() => storm.calls.length >= times);
    ahead += hour;
  }
  expect(await world.count('identities', {})).toBe(2);
  storm.clear();
  await later(async () => (await world.count('identities', {})) === 1);
});

test('uninstalled by the organisation: its token at once, what came from both workspaces within a day', async () => {
  const { uninstalled, revoked } = world.oauth.uninstall(whole);
  await world.deliver(revoked);
  expect(await world.count('installations', { botToken: { $exists: true } })).toBe(0);
  await world.deliver(uninstalled);
  ahead += hour + 1000;
  await until(async () => (await world.count('installations', {})) === 0);
  expect(await world.count('identities', {})).toBe(0);
  expect(await world.count('workspaces', {})).toBe(0);
});
