import type { Person } from '../../playground/person.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

/** Workspaces of organisations, with and without an installation of their own: nothing goes while one of both serves them. */
const [whole, other, analytical, differential] = ['E0SCIENCE', 'E0OTHER', 'T0ANALYTIC', 'T0DIFFER'];
const [minute, hour] = [60_000, 60 * 60_000];
let ahead = 0;
let world: World;

beforeEach(async () => {
  ahead = 0;
  const organisations = [
    { enterpriseId: whole, name: 'Science', teamIds: [analytical] },
    { enterpriseId: other, name: 'Other', teamIds: [differential] },
  ];
  world = await startWorld({ oauth: { organisations }, clock: () => new Date(Date.now() + ahead) });
});
afterEach(() => world.stop());

const now = () => Date.now() + ahead;
/** `after`: so many milliseconds from now. */
const change = (what: 'granted' | 'revoked', after = 0, teamIds = [analytical]) =>
  world.oauth.changeAccess(what, teamIds, now() + after);
const identities = (teamId: string) => world.count('identities', { teamId });
const revoked = () => world.count('workspaces', { revokedAt: { $exists: true } });
const isKnown = async (person: Person) => expect((await person.openHome()).text).toMatch(/Claimed by me/);

/** The sweep has come by, and left the mark of the workspace that has its own installation. */
async function sweptBesides() {
  ahead += hour + 2000;
  await until(async () => (await world.count('workspaces', { leasedUntil: { $exists: true } })) === 1);
  expect(await revoked()).toBe(1);
}

/** The workspace's own installation ends, and what it leaves is swept. */
async function ownEnds() {
  // Slack tells the second.
  ahead += 2000;
  const { uninstalled, revoked: tokensRevoked } = world.oauth.uninstall(analytical, now());
  await world.deliver(uninstalled, tokensRevoked);
  ahead += hour + 2000;
  await until(async () => (await world.count('installations', { _id: analytical })) === 0);
}

test('the organisation installs the app after the workspace, whose own goes: nothing is lost', async () => {
  await world.install(analytical);
  const ada = await world.member('ada');
  await world.install(whole);
  await ownEnds();
  expect(await identities(analytical)).toBe(1);
  // By which its letters find the organisation's token.
  expect(await world.count('workspaces', { _id: analytical, enterpriseId: whole })).toBe(1);
  await isKnown(ada);
});

test('the organisation has the app no longer: what came from the workspace goes, and nothing stays of it', async () => {
  await world.install(analytical);
  await world.member('ada');
  await ownEnds();
  expect(await identities(analytical)).toBe(0);
  expect(await world.count('workspaces', {})).toBe(0);
});

test('taken away while its own installation served it: it goes with that', async () => {
  await world.install(analytical);
  await world.member('ada');
  await world.install(whole);
  await world.deliver(change('revoked'));
  await sweptBesides();
  await ownEnds();
  expect(await identities(analytical)).toBe(0);
  await until(async () => (await world.count('workspaces', {})) === 0);
});

test.each([false, true])(
  'taken away meanwhile and given again: nothing goes; nobody had asked yet: %s',
  async (unused) => {
    if (unused) await world.install(analytical);
    else await world.install(whole);
    const ada = await world.member('ada');
    await world.install(unused ? whole : analytical);
    ahead += 2000;
    await world.deliver(change('revoked'));
    await sweptBesides();
    await world.deliver(change('granted'));
    expect(await revoked()).toBe(0);
    await ownEnds();
    expect(await identities(analytical)).toBe(1);
    await isKnown(ada);
  },
);

test('an organisation says nothing of another’s workspaces', async () => {
  await world.install(whole);
  await world.install(other);
  const emmy = await world.member('emmy', differential);
  await world.member('ada');
  ahead += 10 * minute;
  const event = change('revoked', 0, [analytical, differential]);
  await world.deliver(event);
  expect(await world.count('workspaces', { revokedAt: { $exists: true }, _id: analytical })).toBe(1);
  expect(await revoked()).toBe(1);
  // Nor does it give back what the other took away.
  await world.deliver(change('revoked', 1000, [differential]), change('granted', 5000, [analytical, differential]));
  expect(await world.count('workspaces', { revokedAt: { $exists: true }, _id: differential })).toBe(1);
  expect(await world.count('workspaces', { _id: differential, enterpriseId: other })).toBe(1);
  await world.deliver(change('granted', 6000, [differential]));
  await isKnown(emmy);
});

test('Slack’s word of a grant is lost: who asks there by way of the organisation lifts the mark, but for what was on its way', async () => {
  await world.install(whole);
  const ada = await world.member('ada');
  ahead += 10 * minute;
  const event = change('revoked');
  await world.deliver(event);
  change('granted');
  ahead += 4 * minute;
  await isKnown(ada);
  await world.idle();
  expect(await revoked()).toBe(1);
  ahead += 2 * minute;
  await isKnown(ada);
  await until(async () => (await revoked()) === 0);
  // Told once more.
  await world.deliver(event);
  expect(await revoked()).toBe(0);
});

test('a workspace that moves to another organisation is that one’s', async () => {
  const { workspaces } = await world.stores();
  await workspaces.belongs(analytical, whole, new Date());
  await workspaces.revoke([analytical], whole, new Date());
  await workspaces.belongs(analytical, other, new Date());
  expect(await workspaces.enterpriseOf(analytical)).toBe(other);
  await workspaces.grant([], other, new Date());
});
