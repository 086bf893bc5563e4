import type { Delivery } from '../../playground/delivery.ts';
import type { Person } from '../../playground/person.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

/** An organisation of two workspaces takes the app away from one of them, and gives it back. */
const [whole, analytical, differential] = ['E0SCIENCE', 'T0ANALYTIC', 'T0DIFFER'];
const hour = 60 * 60_000;
let ahead = 0;
let world: World;
let [ada, emmy] = [] as unknown as [Person, Person];

beforeEach(async () => {
  ahead = 0;
  const organisations = [{ enterpriseId: whole, name: 'Science', teamIds: [analytical, differential] }];
  world = await startWorld({ oauth: { organisations }, bots: 2, clock: () => new Date(Date.now() + ahead) });
  await world.install(whole);
  [ada, emmy] = [await world.member('ada'), await world.member('emmy', differential)];
  await world.group(ada, emmy);
  // Of a test's deliveries none is from before the workspaces were known.
  ahead = 5000;
});
afterEach(() => world.stop());

/** `after`: so many seconds from now. */
const change = (what: 'granted' | 'revoked', after = 0, teamIds = [differential]) =>
  world.oauth.changeAccess(what, teamIds, Date.now() + ahead + after * 1000);
const identities = (teamId: string) => world.count('identities', { teamId });
const revoked = () => world.count('workspaces', { revokedAt: { $exists: true } });

/** Lets the hour go by in which the app may be given back. */
async function swept() {
  ahead += hour + 10_000;
  await until(async () => (await revoked()) === 0);
}

test('taken away: what came from that workspace goes within a day; the organisation’s installation and the others stay', async () => {
  await world.deliver(change('revoked'));
  expect(await identities(differential)).toBe(1);
  await ada.command('/group invite Web @sofia');
  await swept();
  expect(await identities(differential)).toBe(0);
  expect(await identities(analytical)).toBe(1);
  expect(await world.count('workspaces', {})).toBe(1);
  expect(await world.count('installations', { botToken: { $exists: true } })).toBe(1);
  const { activities: _, paces: __, ...others } = await world.documents();
  expect(JSON.stringify(others)).not.toContain(emmy.userId);
  expect((await ada.openHome()).text).toMatch(/Claimed by me/);
  // Told once more, long after.
  await world.deliver(change('revoked', -2 * 3600));
  await until(async () => (await revoked()) === 0);
  expect(await identities(analytical)).toBe(1);
});

test('a letter there is given up, with the reason', async () => {
  const event = change('revoked');
  // Each process remembers tokens, and forgets this one when it is told.
  for (const url of world.urls) {
    world.slack.deliverTo(url);
    await world.deliver(event);
  }
  await ada.command('/group remove Web @emmy');
  const givenUp = () => world.letter({ teamId: differential, givenUpAt: { $exists: true } });
  await until(async () => {
    ahead += 1000;
    return (await givenUp()) !== null;
  });
  expect((await givenUp())?.['reason']).toBe('Dibs is not installed there');
});

/** The sweep has come by: what was left of another workspace is gone, and so is what else it found. */
async function sweptBesides() {
  const { workspaces } = await world.stores();
  await workspaces.revoke(['T0ANOTHER'], whole, new Date());
  await until(async () => (await revoked()) === 0);
}

type Events = Record<'revoked' | 'granted', Delivery>;
const orders: Record<string, (events: Events) => Delivery[]> = {
  'in order': ({ revoked: r, granted: g }) => [r, g],
  'in the other order': ({ revoked: r, granted: g }) => [g, r],
  'each of them three times': ({ revoked: r, granted: g }) => [r, g, r, g, g, r],
};

describe.each(Object.entries(orders))('told %s', (_, order) => {
  test('given again: nothing goes', async () => {
    const events = { revoked: change('revoked', 1), granted: change('granted', 3) };
    await world.deliver(...order(events));
    expect(await revoked()).toBe(0);
    ahead += 25 * hour;
    await world.deliver(events.revoked);
    await sweptBesides();
    expect(await identities(differential)).toBe(1);
    expect((await emmy.openHome()).text).toMatch(/Claimed by me/);
    expect((await emmy.command('/group')).text).toMatch(/Web/);
  });

  test('taken away again: it goes', async () => {
    await world.deliver(...order({ revoked: change('revoked', 3), granted: change('granted', 1) }));
    expect(await revoked()).toBe(1);
    await swept();
    expect(await identities(differential)).toBe(0);
  });
});

test('at once, twenty times, on two processes', async () => {
  // Nothing is known of the second.
  const both = [differential, 'T0NOBODY'];
  const told = [change('revoked', 1, both), change('granted', 2, both), change('revoked', 4, both)];
  const deliveries = Array.from({ length: 20 }, () => told).flat();
  const answers = await Promise.all(deliveries.map((delivery) => world.slack.deliver(delivery)));
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  expect(await revoked()).toBe(2);
  await world.deliver(change('granted', 5, both));
  expect(await revoked()).toBe(0);
});

test('a workspace with an installation of its own, or one that nobody was in, loses nothing', async () => {
  await world.install(differential);
  await world.deliver(change('revoked', 0, [differential, 'T0NOBODY']));
  ahead += hour + 10_000;
  await until(async () => (await world.count('workspaces', { _id: 'T0NOBODY' })) === 0);
  expect(await identities(differential)).toBe(1);
  expect((await emmy.openHome()).text).toMatch(/Claimed by me/);
  expect(await world.count('installations', {})).toBe(2);
});

test('a workspace whose token can’t be read loses nothing, and holds up no other', async () => {
  await world.install(differential);
  await world
    .collection('installations')
    .updateOne({ _id: differential as never }, { $set: { botToken: 'unreadable' } });
  const uninstalled = world.oauth.uninstall(whole).uninstalled;
  await world.deliver(change('revoked'), uninstalled);
  await swept();
  await until(async () => (await world.count('installations', { _id: whole })) === 0);
  expect(await identities(differential)).toBe(1);
  expect(await identities(analytical)).toBe(0);
});

test('given again after all had gone: who comes is served as at first', async () => {
  await world.deliver(change('revoked'));
  await swept();
  await world.deliver(change('granted'));
  expect((await emmy.openHome()).text).toMatch(/Welcome/);
  await until(async () => (await world.count('workspaces', {})) === 2);
});
