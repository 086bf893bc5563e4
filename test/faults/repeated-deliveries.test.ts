import type { Answered, Delivery } from '../../playground/delivery.ts';
import { userChanged } from '../../playground/events.ts';
import type { Person } from '../../playground/person.ts';
import { allRoutes } from '../../src/slack/app.ts';
import { accounts } from '../refusals/accounts.table.ts';
import { actOf, perform } from '../refusals/acts.ts';
import { type Cast, type Role, startCast } from '../refusals/cast.ts';
import { groups } from '../refusals/groups.table.ts';
import { home } from '../refusals/home.table.ts';
import { invitations } from '../refusals/invitations.table.ts';
import { projects } from '../refusals/projects.table.ts';
import { tasks } from '../refusals/tasks.table.ts';
import { startWorld, type World } from '../support/world.ts';

/**
 * Each kind of interaction that changes something comes four times, as Slack repeats it, and a hundred times at once,
 * to two bots in turn: it has one effect (S3). What changes something is what is `done` in the tables of who may do
 * what; a test holds those against all that the app listens to.
 */
const repeatedAfterSeconds = [0, 60, 300];
const atOnce = 100;
/** Time passes quicker. */
let ahead = 0;
const clock = () => new Date(Date.now() + ahead);

/** The first row of each command's verb, button, form and shortcut that does something, and who may do it. */
const changes = new Map<string, { what: string; role: Role }>();
for (const { what, outcomes } of [accounts, groups, home, invitations, projects, tasks].flatMap(({ rows }) => rows)) {
  const [role] = outcomes.find(([, outcome]) => outcome === 'done') ?? [];
  const [name = what] = /^(?:in \w+ )?(?:\/\w+ \S+|\w+ \S+)/.exec(what) ?? [];
  if (role && !changes.has(name)) changes.set(name, { what, role });
}

type Deliver = (delivery: Delivery, url?: string) => Promise<Answered>;

/** All that is stored, without what differs from time to time: ids, and the numbers that two tries have taken. */
function effect(state: Record<string, Record<string, unknown>[]>): Record<string, string[]> {
  const words = (document: Record<string, unknown>) =>
    ['kind', 'status', 'name', 'title', 'username', 'sentence'].map((field) => String(document[field] ?? '')).join(' ');
  return Object.fromEntries(Object.entries(state).map(([name, documents]) => [name, documents.map(words).sort()]));
}

describe('what people do', () => {
  let cast: Cast;
  let deliver: Deliver;
  let deliveries = 0;

  beforeAll(async () => {
    cast = await startCast({ bots: 2, clock });
    deliver = cast.world.slack.deliver;
  }, 30_000);
  afterEach(async () => {
    cast.world.slack.deliver = deliver;
    await quiet();
    await cast.saved.restore();
  });
  afterAll(async () => {
    process.stdout.write(
      `${changes.size} kinds of interaction, each 4 times (0, 0, 60, 300 s) and ${atOnce} times at once, on two bots: ${deliveries} deliveries, one effect each\n`,
    );
    await cast.stop();
  });

  /** Does it, and `send` sends what Slack would send once. Then waits until nothing is under way. */
  async function does({ what, role }: { what: string; role: Role }, send: Deliver) {
    const { world, people, things, saved } = cast;
    await world.collection('paces').deleteMany({});
    const person = people[role];
    world.slack.deliver = (delivery, url) => {
      world.slack.deliver = deliver;
      return send(delivery, url);
    };
    const before = messages();
    await perform(actOf(what, things, person.name), person, world.slack.state);
    await quiet();
    return { state: await saved.now(), told: messages() - before };
  }

  const messages = () =>
    Object.values(cast.people).reduce((count, person) => count + person.directMessages().length, 0);

  async function quiet() {
    await cast.world.idle();
    for (const collection of ['outbox', 'exports'])
      await cast.world.until(async () => (await cast.world.count(collection, {})) === 0, 20_000);
  }

  const send: Deliver = (delivery) => {
    return deliver(delivery, cast.world.urls[deliveries++ % 2]);
  };

  test.each([...changes.values()])('$what', async (change) => {
    let sent: Delivery | undefined;
    const once = await does(change, (delivery) => {
      sent = delivery;
      return send(delivery);
    });
    const before = messages();
    for (const seconds of repeatedAfterSeconds) {
      ahead += seconds * 1000;
      expect((await send(sent as Delivery)).status).toBe(200);
    }
    await quiet();
    expect(await cast.saved.now()).toEqual(once.state);
    expect(messages()).toBe(before);
    await cast.saved.restore();

    const together = await does(change, async (delivery) => {
      const answers = await Promise.all(Array.from({ length: atOnce }, () => send(delivery)));
      expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
      return answers.find(({ body }) => body !== '') ?? (answers[0] as Answered);
    });
    expect(effect(together.state)).toEqual(effect(once.state));
    expect(together.told).toBe(once.told);
    // Nobody is kept out by tries that were none.
    expect(await cast.world.count('passwordTries', { points: { $gt: 0 } })).toBe(0);
  });
});

describe('what Slack tells', () => {
  let world: World;
  let ada: Person;
  const [whole, analytical, differential] = ['E0SCIENCE', 'T0ANALYTIC', 'T0DIFFER'];

  beforeEach(async () => {
    // Slack's clock is the true one.
    ahead = 0;
    const organisations = [{ enterpriseId: whole, name: 'Science', teamIds: [analytical, differential] }];
    world = await startWorld({ bots: 2, clock, oauth: { organisations } });
    await world.install(analytical);
    await world.install(differential);
    ada = await world.member('ada');
    const grace = await world.member('grace');
    await world.group(ada, grace);
    await world.project(grace, ada);
    await grace.command('/task add WEB One');
    await grace.command('/task claim WEB-1');
    await world.until(async () => (await world.count('outbox', {})) === 0);
    // Both belong to an organisation, which took the app away from one.
    const records = [{ _id: analytical }, { _id: differential, revokedAt: new Date(Date.now() - 60_000) }];
    for (const record of records)
      await world.collection('workspaces').insertOne({ ...record, enterpriseId: whole } as never);
  }, 30_000);
  afterEach(() => world.stop());

  const ended = () => world.slack.oauth?.uninstall(differential) ?? failed();
  const access = (change: 'granted' | 'revoked') =>
    world.slack.oauth?.changeAccess(change, [analytical, differential]) ?? failed();
  const deactivated = () => {
    const { teamId, userId } = world.slack.person('grace');
    return userChanged(world.slack.state, teamId, userId, true);
  };
  const events: Record<string, () => Delivery> = {
    app_uninstalled: () => ended().uninstalled,
    tokens_revoked: () => ended().revoked,
    team_access_granted: () => access('granted'),
    team_access_revoked: () => access('revoked'),
    user_change: deactivated,
  };

  const effects: Record<string, Record<string, number>> = {
    app_uninstalled: { installed: 1 },
    tokens_revoked: { installed: 1 },
    team_access_granted: { withoutAccess: 0 },
    team_access_revoked: { withoutAccess: 2 },
    user_change: { letters: 1, dropped: 1 },
  };

  test('each event that is listened to is here', () => {
    expect(Object.keys(events).sort()).toEqual(
      allRoutes({} as never, {} as never)
        .eventNames()
        .sort(),
    );
  });

  test.each(Object.entries(events))('%s', async (name, made) => {
    const told = ada.directMessages().length;
    const delivery = made();
    const tell = (time: number) => world.slack.deliver(delivery, world.urls[time % 2]);
    const answers = await Promise.all(Array.from({ length: atOnce }, (_, time) => tell(time)));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    const settled = async () => {
      await world.idle();
      await world.until(async () => (await world.count('outbox', {})) === 0);
    };
    await settled();
    const once = stored(await world.documents());
    for (const [time, seconds] of [0, ...repeatedAfterSeconds].entries()) {
      ahead += seconds * 1000;
      expect((await tell(time)).status).toBe(200);
    }
    await settled();
    expect(stored(await world.documents())).toEqual(once);
    const letters = ada.directMessages().length - told;
    const dropped = await world.count('activities', { kind: 'task.dropped' });
    const installed = await world.count('installations', { botToken: { $exists: true } });
    const withoutAccess = await world.count('workspaces', { revokedAt: { $exists: true } });
    const happened = { letters, dropped, installed, withoutAccess };
    process.stdout.write(`${name}, ${atOnce} times at once and 4 times, on two bots: ${JSON.stringify(happened)}\n`);
    const nothing = { letters: 0, dropped: 0, installed: 2, withoutAccess: 1 };
    expect(happened).toEqual({ ...nothing, ...effects[name] });
  });
});

/** Without what counts tries and keeps paces. */
function stored({ paces: _, passwordTries: __, migrations: ___, ...documents }: Record<string, unknown>) {
  return documents;
}

function failed(): never {
  throw new Error('the simulated Slack has no OAuth');
}
