import type { Person } from '../../playground/person.ts';
import { exported } from '../support/exported.ts';
import { newMongoUri } from '../support/mongo.ts';
import { until } from '../support/until.ts';
import { password, startWorld, type World } from '../support/world.ts';

/** E4: what becomes of an export that can't be made yet, or that must not be shown any more. */
let world: World;
let ada: Person;
let grace: Person;

beforeEach(async () => {
  world = await startWorld({ mongodbUri: newMongoUri() });
  ({ ada, grace } = await world.team());
});
afterEach(() => world.stop());

test('E4: one asked for twice is made once; one that Slack refuses for good ends with a message that says why', async () => {
  world.slack.weather.refusing = 'method_not_supported_for_channel_type';
  await ada.command('/group export Web');
  await ada.command('/account export');
  await until(async () => (await world.count('exports', {})) === 0);
  world.slack.weather.refusing = undefined;
  await ada.waitForMessage(/Slack took no export from Dibs \(conversations.open: method_not_sup/);
});

test('E4: one that Slack refuses for what can be mended is made once it is; given up after a day, it says why', async () => {
  world.slack.weather.refusing = 'missing_scope';
  await ada.command('/group export Web');
  await grace.command('/account export');
  await until(async () => (await world.count('exports', { attempts: { $gt: 0 } })) === 2);
  const dayBefore = new Date(Date.now() - 25 * 60 * 60 * 1000);
  await world.collection('exports').updateOne({ userId: grace.userId }, { $set: { createdAt: dayBefore } });
  await until(async () => (await world.count('exports', {})) === 1);
  world.slack.weather.refusing = undefined;
  await grace.waitForMessage(/No export could be made for a day \(conversations.open: missing_scope\)/);
  await exported(ada);
});

test('E4: one that waits isn’t sent to somebody else who signs in meanwhile on the same Slack user', async () => {
  let refused = 0;
  world.slack.onCall = async ({ method }, carryOut) => {
    if (method !== 'files.getUploadURLExternal') return carryOut();
    refused += 1;
    return { status: 200, body: { ok: false, error: 'internal_error' } };
  };
  await ada.command('/group export Web');
  await ada.command('/account export');
  const waiting = { attempts: 1, dueAt: { $lt: new Date(Date.now() + 30_000) } };
  await until(async () => refused === 2 && (await world.count('exports', waiting)) === 2);
  await world.collection('exports').updateMany({}, { $set: { dueAt: new Date(Date.now() + 3_600_000) } });
  await ada.command('/account sign-out');
  await ada.command('/account sign-in');
  expect((await ada.submit({ Username: 'grace', Password: password })).text).toMatch(/signed in as grace/);
  world.slack.onCall = (_, carryOut) => carryOut();
  await world.collection('exports').updateMany({}, { $set: { dueAt: new Date(0) } });
  await until(async () => (await world.count('exports', {})) === 0);
  await ada.waitForMessage(/An export wasn't sent/);
  expect(ada.directMessages().flatMap(({ files }) => files ?? [])).toEqual([]);
  expect(refused).toBe(2);
});

test.each([
  ['/group export Web', '/group transfer Web @grace', /You no longer own Web, so you get no export/],
  ['/group export Web', '/account sign-out', /An export wasn't sent/],
  ['/account export', '/account sign-out', /An export wasn't sent/],
])('E4: one that stops being theirs while it is made (%s, %s) isn’t shown', async (asking, doing, told) => {
  let left = 1;
  world.slack.onCall = async ({ method }, carryOut) => {
    if (method === 'files.getUploadURLExternal' && left-- === 1) await ada.command(doing);
    return carryOut();
  };
  await ada.command(asking);
  await ada.waitForMessage(told);
  expect(left).toBeLessThan(1);
  expect(ada.directMessages().flatMap(({ files }) => files ?? [])).toEqual([]);
  expect(await world.count('exports', {})).toBe(0);
});
