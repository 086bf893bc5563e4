import { password, startWorld, type World } from '../support/world.ts';
import { call } from './surfaces.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

test('two workspaces, each with five people or more, in several time zones', () => {
  const { workspaces } = world.slack.state;
  expect(workspaces.map(({ people }) => people.size >= 5)).toEqual([true, true]);
  const zones = workspaces.flatMap(({ people }) => [...people.values()].map(({ timeZone }) => timeZone));
  expect(new Set(zones).size).toBeGreaterThanOrEqual(5);
  for (const timeZone of zones) expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
});

test('users.info has the profile and the time zone', async () => {
  const { userId } = world.slack.person('grace');
  const { user } = await call(world.slack, 'users.info', { user: userId });
  expect(user).toMatchObject({
    ...{ id: userId, team_id: 'T0ANALYTIC', name: 'grace', real_name: 'Grace Hopper' },
    ...{ tz: 'America/New_York', tz_label: expect.stringMatching(/Eastern/), deleted: false, is_bot: false },
    profile: { first_name: 'Grace', last_name: 'Hopper', display_name: 'grace' },
  });
  expect([-18_000, -14_400]).toContain((user as { tz_offset: number }).tz_offset);
});

test("a token reaches its own workspace's people and channels only", async () => {
  const emmy = world.slack.person('emmy', 'T0DIFFER');
  expect(await call(world.slack, 'users.info', { user: emmy.userId })).toMatchObject({ error: 'user_not_found' });
  expect(await call(world.slack, 'chat.postMessage', { channel: 'CT0DIFFERGENERAL', text: 'x' })).toMatchObject({
    error: 'channel_not_found',
  });
});

test('the bot works in both: sign up, Home and a direct message in the second', async () => {
  const emmy = world.slack.person('emmy', 'T0DIFFER');
  const sofia = world.slack.person('sofia', 'T0DIFFER');
  for (const person of [emmy, sofia]) {
    expect((await person.command('/account sign-up')).kind).toBe('modal');
    const email = `${person.name}@example.com`;
    await person.submit({ Email: email, Password: password, 'Confirm password': password });
    person.close();
  }
  await emmy.command('/group create Algebra');
  await emmy.command('/group invite Algebra @sofia');
  await sofia.press('Accept', { on: await sofia.waitForMessage(/invites you to the group Algebra/) });
  expect((await sofia.openHome()).kind).toBe('home');
  await emmy.waitForMessage(/Sofia Kovalevskaya \(sofia\) accepted/);
});
