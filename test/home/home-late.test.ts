import type { Person } from '../../playground/person.ts';
import { gate } from '../support/gate.ts';
import { testMongoUri } from '../support/mongo.ts';
import { startMongoProxy } from '../support/mongo-proxy.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

/** Of several Homes of one person the last that was asked for is what is there in the end, whatever became of the others. */
let proxy: Awaited<ReturnType<typeof startMongoProxy>>;
let world: World;
let ada: Person;
let holdNext: Promise<void> | undefined;

beforeAll(async () => {
  proxy = await startMongoProxy(testMongoUri(), {
    async before(command) {
      if (command['aggregate'] !== 'memberships') return;
      const held = holdNext;
      holdNext = undefined;
      await held;
    },
  });
  world = await startWorld({ mongodbUri: proxy.uri });
  ({ ada } = await world.team());
});
afterAll(async () => {
  await world.stop();
  await proxy.stop();
});

const home = () => JSON.stringify(ada.home()?.blocks);
const underWay = (count: number) => until(async () => (await world.figure('dibs_interactions_under_way')) === count);

test('one that could not be made covers none that was asked for since', async () => {
  await ada.openHome();
  const { open, opened } = gate();
  holdNext = opened;
  const first = ada.openHome();
  await underWay(1);
  await ada.command('/task add WEB Asked for since');
  expect((await ada.openHome()).text).toMatch(/Asked for since/);
  await world.idle();
  open();
  await first;
  expect(home()).toMatch(/Asked for since/);
});

test('none is left out while another is on its way to Slack', async () => {
  await ada.openHome();
  const [database, slack, reached] = [gate(), gate(), gate()];
  holdNext = database.opened;
  const { onCall } = world.slack;
  world.slack.onCall = async (call, carryOut) => {
    if (JSON.stringify(call.given).includes('reach its database')) {
      reached.open();
      await slack.opened;
    }
    return carryOut();
  };
  const first = ada.openHome({ named: true });
  await reached.opened;
  const second = ada.openHome({ named: true });
  await underWay(2);
  slack.open();
  await Promise.all([first, second]);
  world.slack.onCall = onCall;
  database.open();
  expect(home()).toMatch(/Claimed by me/);
});
