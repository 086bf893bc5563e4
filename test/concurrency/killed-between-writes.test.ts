import bcrypt from 'bcrypt';
import mongoose from 'mongoose';
import type { Person } from '../../playground/person.ts';
import { type SimulatedSlack, startSlack } from '../../playground/slack.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { heldOutsideMembership } from '../support/held.ts';
import { leaveDatabase, testMongoUri } from '../support/mongo.ts';
import { type Command, startMongoProxy } from '../support/mongo-proxy.ts';
import { seed } from '../support/seed.ts';
import { password } from '../support/world.ts';

/**
 * The bot is killed before its first write, before a later one, and so on to its last, the commit: what is there
 * afterwards is all of the change or none of it, and nobody outside a project holds a claimed task (T8).
 */
interface Stage {
  owner: Person;
  worker: Person;
  database: mongoose.mongo.Db;
}

/** Every sixth write, of each change others, and the commit; DIBS_KILL_STEP=1 for each. */
const step = Number(process.env['DIBS_KILL_STEP'] ?? 6);

interface Change {
  what: string;
  prepare?: (stage: Stage) => Promise<unknown>;
  act: (stage: Stage) => Promise<unknown>;
}

const claims = ({ worker }: Stage) => worker.command('/task claim P1-1 P1-4');

const changes: Change[] = [
  { what: 'adding a task', act: ({ worker }) => worker.command('/task add P1 One more') },
  { what: 'claiming', act: ({ worker }) => worker.command('/task claim P1-1') },
  { what: 'completing', prepare: claims, act: ({ worker }) => worker.command('/task complete P1-1') },
  { what: 'leaving the project', prepare: claims, act: ({ worker }) => worker.command('/project leave P1') },
  {
    what: 'leaving the group',
    prepare: async (stage) => {
      await claims(stage);
      await stage.worker.command('/group leave Seeded');
    },
    act: ({ worker }) => worker.submit(),
  },
  { what: 'removing somebody', prepare: claims, act: ({ owner }) => owner.command('/group remove Seeded @person1') },
  {
    what: 'deleting the account',
    prepare: async (stage) => {
      await claims(stage);
      const passwordHash = await bcrypt.hash(password, 4);
      await stage.database.collection('accounts').updateOne({ username: 'person1' }, { $set: { passwordHash } });
      await stage.worker.command('/account delete');
    },
    act: ({ worker }) => worker.submit({ 'Current password': password }),
  },
  {
    what: 'deleting the group',
    prepare: async (stage) => {
      await claims(stage);
      await stage.owner.command('/group delete Seeded');
    },
    act: ({ owner }) => owner.submit(),
  },
];

const writes = new Set(['insert', 'update', 'delete', 'findAndModify', 'commitTransaction']);

/** Those of transactions, and the project's next number, which is taken before; jobs write without either. */
function isWrite(command: Command): boolean {
  const [name = '', collection] = Object.entries(command)[0] ?? [];
  return writes.has(name) && (command['autocommit'] === false || collection === 'projects');
}

/** All that a change is made of, without ids and times, and without what is only left to be swept. */
async function contents(database: mongoose.mongo.Db): Promise<string> {
  const find = (collection: string, filter = {}) => database.collection(collection).find(filter).toArray();
  const ids = (found: { _id: unknown }[]) => found.map((one) => one._id);
  const projects = ids(await find('projects', { deletedAt: null }));
  const groups = ids(await find('groups', { deletedAt: null }));
  const tasks = await find('tasks', { projectId: { $in: projects } });
  const memberships = await find('memberships', { groupId: { $in: groups } });
  const activities = await find('activities');
  return JSON.stringify({
    projects: projects.length,
    groups: groups.length,
    tasks: tasks.map((task) => [task['number'], task['status'], Boolean(task['claimantId'])].join(' ')).sort(),
    memberships: memberships.map((membership) => membership['kind']).sort(),
    activities: activities.map((activity) => activity['kind']).sort(),
  });
}

/** What a killed bot had open locks its database for seconds: nobody waits for that before the end. */
const leaving: Promise<void>[] = [];

/** Makes the change on a database of its own, and kills the bot before its write number `killAt`. */
async function run({ prepare, act }: Change, killAt: number) {
  const uri = testMongoUri();
  const client = new mongoose.mongo.MongoClient(uri);
  const database = client.db();
  const slack: SimulatedSlack = await startSlack({ keepCalls: false });
  let bot: BotProcess | undefined;
  let armed = false;
  let count = 0;
  const proxy = await startMongoProxy(uri, {
    async before(command) {
      if (!armed || !isWrite(command) || ++count !== killAt) return;
      await bot?.kill('SIGKILL');
      throw new Error('the bot is killed');
    },
  });
  try {
    bot = await startBotProcess({ slack, mongodbUri: proxy.uri });
    slack.deliverTo(bot.url);
    const { people } = await seed(uri, slack, { people: 3, tasks: 6 });
    const stage = { owner: people[0] as Person, worker: people[1] as Person, database };
    await prepare?.(stage);
    const before = await contents(database);
    armed = true;
    await act(stage);
    const writes = count;
    return { writes, before, after: await contents(database), held: await heldOutsideMembership(database) };
  } finally {
    await bot?.kill('SIGKILL');
    await proxy.stop();
    await slack.stop();
    await client.close();
    leaving.push(leaveDatabase(uri));
  }
}

afterAll(() => Promise.all(leaving));

test.each(changes)('$what, killed before its writes', async (change) => {
  const whole = await run(change, Number.POSITIVE_INFINITY);
  expect(whole.after).not.toBe(whole.before);
  // At least the delivery's key, the change itself, its record and the commit.
  expect(whole.writes).toBeGreaterThanOrEqual(4);
  const killedAt = new Set([whole.writes]);
  for (let killAt = 1 + (changes.indexOf(change) % step); killAt <= whole.writes; killAt += step) killedAt.add(killAt);
  for (const killAt of killedAt) {
    const { writes, before, after, held } = await run(change, killAt);
    expect(writes).toBe(killAt);
    expect(held).toEqual([]);
    expect(after).toBe(before);
  }
});
