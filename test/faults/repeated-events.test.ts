import type { Delivery } from '../../playground/delivery.ts';
import { userChanged } from '../../playground/events.ts';
import type { Person } from '../../playground/person.ts';
import { allRoutes } from '../../src/slack/app.ts';
import { type SavedState, saveState } from '../refusals/saved-state.ts';
import { botsApart } from '../support/bots-apart.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

/** What Slack tells comes a hundred times at once, and four times later, to two processes in turn: it has one effect (S3). */
const repeatedAfterSeconds = [0, 0, 60, 300];
const atOnce = 100;
const [whole, analytical, differential] = ['E0SCIENCE', 'T0ANALYTIC', 'T0DIFFER'];
const bots = botsApart();
let world: World;
let saved: SavedState;
let ada: Person;

beforeAll(async () => {
  const organisations = [{ enterpriseId: whole, name: 'Science', teamIds: [analytical, differential] }];
  world = await startWorld({ bots: 2, start: bots.start, oauth: { organisations } });
  await world.install(analytical);
  await world.install(differential);
  ada = await world.member('ada');
  const grace = await world.member('grace');
  await world.group(ada, grace);
  await world.project(grace, ada);
  await grace.command('/task add WEB One');
  await grace.command('/task claim WEB-1');
  await delivered();
  // Both belong to an organisation, which took the app away from one.
  const records = [{ _id: analytical }, { _id: differential, revokedAt: new Date(Date.now() - 60_000) }];
  for (const record of records)
    await world.collection('workspaces').insertOne({ ...record, enterpriseId: whole } as never);
  saved = await saveState(world.mongodbUri);
});
afterEach(async () => {
  // Slack's clock is the true one.
  await bots.setAhead(0);
  await saved.restore();
});
afterAll(async () => {
  await saved.close();
  await world.stop();
});

const delivered = async () => {
  await world.idle();
  await until(async () => (await world.count('outbox', {})) === 0);
};
const ended = () => world.oauth.uninstall(differential);
const access = (change: 'granted' | 'revoked') => world.oauth.changeAccess(change, [analytical, differential]);
const deactivated = () => {
  const { teamId, userId } = world.slack.person('grace');
  return userChanged(world.slack.state, teamId, userId, true);
};

/** Each event, and what is otherwise than before when it was told. */
const events: Record<string, [() => Delivery, Record<string, number>]> = {
  app_uninstalled: [() => ended().uninstalled, { installed: 1 }],
  tokens_revoked: [() => ended().revoked, { installed: 1 }],
  team_access_granted: [() => access('granted'), { withoutAccess: 0 }],
  team_access_revoked: [() => access('revoked'), { withoutAccess: 2 }],
  user_change: [deactivated, { letters: 1, dropped: 1 }],
};

test('each event that is listened to is here', () => {
  const routes = allRoutes({} as never, {} as never);
  expect(Object.keys(events).sort()).toEqual(routes.eventNames().sort());
});

test.each(Object.entries(events))('%s', async (name, [made, changed]) => {
  const told = ada.directMessages().length;
  const delivery = made();
  const tell = (time: number) => world.slack.deliver(delivery, world.urls[time % 2]);
  const answers = await Promise.all(Array.from({ length: atOnce }, (_, time) => tell(time)));
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  await delivered();
  const once = await saved.now();
  let ahead = 0;
  for (const [time, seconds] of repeatedAfterSeconds.entries()) {
    ahead += seconds * 1000;
    await bots.setAhead(ahead);
    expect((await tell(time)).status).toBe(200);
  }
  await delivered();
  expect(await saved.now()).toEqual(once);
  const happened = {
    letters: ada.directMessages().length - told,
    dropped: await world.count('activities', { kind: 'task.dropped' }),
    installed: await world.count('installations', { botToken: { $exists: true } }),
    withoutAccess: await world.count('workspaces', { revokedAt: { $exists: true } }),
  };
  process.stdout.write(`${name}, ${atOnce} times at once and 4 times, on two processes: ${JSON.stringify(happened)}\n`);
  expect(happened).toEqual({ letters: 0, dropped: 0, installed: 2, withoutAccess: 1, ...changed });
});
