import type { Answered, Delivery } from '../../playground/delivery.ts';
import { accounts } from '../refusals/accounts.table.ts';
import { actOf, perform } from '../refusals/acts.ts';
import { type Cast, type Role, startCast } from '../refusals/cast.ts';
import { groups } from '../refusals/groups.table.ts';
import { home } from '../refusals/home.table.ts';
import { invitations } from '../refusals/invitations.table.ts';
import { projects } from '../refusals/projects.table.ts';
import { tasks } from '../refusals/tasks.table.ts';
import { botsApart } from '../support/bots-apart.ts';
import { until } from '../support/until.ts';

/**
 * Each kind of interaction that changes something comes four times, as Slack repeats it, and a hundred times at once,
 * to two processes in turn: it has one effect (S3). What changes something is what is `done` in the tables of who may do
 * what; a test holds those against all that the app listens to.
 */
const repeatedAfterSeconds = [0, 60, 300];
const atOnce = 100;
const bots = botsApart();
/** Time passes quicker. */
let ahead = 0;

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
    cast = await startCast({ bots: 2, start: bots.start });
    deliver = cast.world.slack.deliver;
  });
  afterEach(async () => {
    cast.world.slack.deliver = deliver;
    await quiet();
    await cast.saved.restore();
  });
  afterAll(async () => {
    process.stdout.write(
      `${changes.size} kinds of interaction, each 4 times (0, 0, 60, 300 s) and ${atOnce} times at once, on two processes: ${deliveries} deliveries, one effect each\n`,
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
    const { world } = cast;
    await world.idle();
    const deleted = { deletedAt: { $ne: null } };
    const none = (collection: string, filter: Record<string, unknown> = {}) =>
      until(async () => (await world.count(collection, filter)) === 0);
    await Promise.all([none('outbox'), none('exports'), none('groups', deleted), none('projects', deleted)]);
  }

  const triesCounted = () => cast.world.count('passwordTries', { points: { $gt: 0 } });

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
      await bots.setAhead(ahead);
      expect((await send(sent as Delivery)).status).toBe(200);
    }
    await quiet();
    expect(await cast.saved.now()).toEqual(once.state);
    expect(messages()).toBe(before);
    await cast.saved.restore();

    const allAtOnce = async (delivery: Delivery): Promise<Answered> => {
      const answers = await Promise.all(Array.from({ length: atOnce }, () => send(delivery)));
      expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
      return answers.find(({ body }) => body !== '') ?? (answers[0] as Answered);
    };
    const together = await does(change, allAtOnce);
    expect(effect(together.state)).toEqual(effect(once.state));
    expect(together.told).toBe(once.told);
    // Nobody is kept out by tries that were none.
    expect(await triesCounted()).toBe(0);
  });
});
