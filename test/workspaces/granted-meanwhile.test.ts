import { testMongoUri } from '../support/mongo.ts';
import { type Command, startMongoProxy } from '../support/mongo-proxy.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';

const [whole, analytical] = ['E0SCIENCE', 'T0ANALYTIC'];

test('an organisation gives the app to a workspace while the last of its own installation is swept: that stays known', async () => {
  let meanwhile: (() => Promise<void>) | undefined;
  const proxy = await startMongoProxy(testMongoUri(), {
    async before(command: Command) {
      if (command['delete'] !== 'workspaces') return;
      const act = meanwhile;
      meanwhile = undefined;
      await act?.();
    },
  });
  let ahead = 0;
  const organisations = [{ enterpriseId: whole, name: 'Science', teamIds: [analytical] }];
  const clock = () => new Date(Date.now() + ahead);
  const world = await startWorld({ oauth: { organisations }, clock, mongodbUri: proxy.uri });
  try {
    await world.install(whole);
    await world.install(analytical);
    // Slack tells nothing of what the organisation never gave.
    world.oauth.changeAccess('revoked', [analytical]);
    const { uninstalled, revoked } = world.oauth.uninstall(analytical);
    await world.deliver(uninstalled, revoked);
    ahead += 61 * 60_000;
    meanwhile = () => world.deliver(world.oauth.changeAccess('granted', [analytical], clock().getTime()));
    await until(async () => (await world.count('installations', {})) === 1);
    expect(meanwhile).toBeUndefined();
    expect(await world.count('workspaces', { _id: analytical, enterpriseId: whole })).toBe(1);
  } finally {
    await world.stop();
    await proxy.stop();
  }
});
