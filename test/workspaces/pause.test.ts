import { setTimeout as wait } from 'node:timers/promises';
import { userChanged } from '../../playground/events.ts';
import type { Person } from '../../playground/person.ts';
import { againWhileLate, described, isLate } from '../support/lateness.ts';
import { type OwnMongo, ownMongo } from '../support/mongo.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

/** The database stops answering for some seconds: what is known of installations stands in, and no event is lost. */
const [analytical, differential] = ['T0ANALYTIC', 'T0DIFFER'];

describe.each([
  ['HTTP', false],
  ['Socket Mode', true],
])('a database that pauses, over %s', (_, socket) => {
  let mongo: OwnMongo;
  let world: World;
  let [ada, grace] = [] as unknown as [Person, Person];

  beforeAll(async () => {
    mongo = await ownMongo();
    world = await startWorld({ oauth: {}, socket, mongodbUri: mongo.uri });
    await world.install(analytical);
    await world.install(differential);
    ({ ada, grace } = await world.team());
    await ada.command('/task add WEB One');
    await grace.command('/task claim WEB-1');
  });
  afterAll(async () => {
    mongo.kill('SIGCONT');
    await world.stop();
    await mongo.stop();
  });

  test('everybody is answered, in their own workspace, and each event has its effect', async () => {
    expect((await ada.openHome()).text).toMatch(/Claimed by me/);
    await wait(2500);
    const { uninstalled } = world.oauth.uninstall(differential);
    const deactivated = userChanged(world.slack.state, analytical, grace.userId, true);

    mongo.kill('SIGSTOP');
    const taken = [uninstalled, deactivated].map((delivery) => world.slack.deliver(delivery));
    const [home, command] = await Promise.all([ada.openHome(), ada.command('/task')]);
    expect(home.kind).toBe('home');
    for (const { text, milliseconds } of [home, command]) {
      expect(text).toMatch(/can't reach its database right now/);
      expect(milliseconds).toBeLessThan(3000);
    }
    // Not acknowledged: Slack would send them again.
    for (const answered of await Promise.all(taken)) expect(answered.status).not.toBe(200);
    await wait(1500);
    mongo.kill('SIGCONT');

    // But they are done without that.
    await until(async () => (await world.count('identities', { userId: grace.userId })) === 0);
    await until(async () => (await world.count('installations', { botToken: { $exists: true } })) === 1);
    expect((await ada.command('/task WEB-1')).text).toMatch(/Website · Open/);
    await world.deliver(uninstalled, deactivated);
    expect(await world.count('activities', { kind: 'task.dropped' })).toBe(1);
  });
});

/** What came too late. */
async function pausedAtStart(): Promise<string[]> {
  const mongo = await ownMongo();
  const world = await startWorld({ oauth: {}, mongodbUri: mongo.uri });
  try {
    mongo.kill('SIGSTOP');
    const answer = await world.slack.person('ada').command('/task');
    if (isLate(answer)) return [described(answer)];
    expect(answer.text).toMatch(/can't reach its database right now/);
    const install = await fetch(String(world.urls[0]).replace('/slack/events', '/slack/install'));
    expect(install.status).toBe(503);
    expect(await install.text()).toMatch(/can(&#39;|')t reach its database/);
    return [];
  } finally {
    mongo.kill('SIGCONT');
    await world.stop();
    await mongo.stop();
  }
}

test('a process that has just started and knows no installation answers in words, too', () =>
  againWhileLate(pausedAtStart));
