import { setTimeout as wait } from 'node:timers/promises';
import type { Services } from '../src/services/services.ts';
import { allRoutes } from '../src/slack/app.ts';
import type { Clients } from '../src/slack/clients.ts';
import { type Database, startDatabase } from './database.ts';
import { median, percentile, type Reach, reachTable, table } from './figures.ts';
import { fill, sizeOf, type World } from './growth-data.ts';
import { nameOf, type Row, rowsOf } from './growth-rows.ts';
import { type Slack, startSlack } from './load.ts';
import { objectionTo, type Plan, plansOf } from './plans.ts';
import { bot, type Program, startProgram } from './program.ts';

const signingSecret = 'a-signing-secret-of-the-benchmark';
/** The largest may take so many times what the smallest takes. */
const mostGrowth = 1.3;

export interface GrowthSize {
  tasks: number[];
  /** Interactions of each row before any is measured; those of the most tasks are explained by the database. */
  warming: number;
  /** How often all rows are measured, and how often those again that seem to grow. */
  passes: number;
  more: number;
  interactions: number;
}

interface Sized {
  world: World;
  program: Program;
  rows: Row[];
}

/** Of one row in one size: milliseconds until the answer was shown, and of the database for one, a pass each. */
interface Measured {
  shown: number[];
  database: number[];
}

/** The same interactions among a thousand tasks and among a million. */
export async function growth({ tasks, warming, passes, more, interactions }: GrowthSize) {
  const stops: (() => Promise<void>)[] = [];
  try {
    const database = await startDatabase();
    stops.unshift(database.stop);
    const slack = await startSlack();
    stops.unshift(slack.stop);
    const sizes: Sized[] = [];
    const filling: Record<string, number> = {};
    for (const count of tasks) {
      const environment = {
        ...{ SLACK_SIGNING_SECRET: signingSecret, SLACK_BOT_TOKEN: 'xoxb-bench', SLACK_API_URL: `${slack.url}/api/` },
        ...{ MONGODB_URI: database.uri(`growth${count}`), PORT: '0', LOG_LEVEL: 'warn' },
        // What hashing costs is the same however many there are, and would hide the rest.
        ...{ NODE_ENV: 'test', BCRYPT_COST: '4' },
      };
      // Builds the indexes, and isn't there while the database has no time for it.
      await (await startProgram(bot, environment)).stop();
      const began = performance.now();
      const world = await fill(database.database(`growth${count}`), sizeOf(count));
      await database.flush();
      filling[count] = Math.round((performance.now() - began) / 1000);
      process.stderr.write(`${count} tasks are there after ${filling[count]} s\n`);
      const program = await startProgram(bot, environment);
      stops.unshift(program.stop);
      sizes.push({ world, program, rows: rowsOf(world, slack.url) });
    }

    const [smallest, largest] = [sizes[0] as Sized, sizes.at(-1) as Sized];
    const names = smallest.rows.map(nameOf);
    const measured = new Map(names.map((name) => [name, sizes.map((): Measured => ({ shown: [], database: [] }))]));
    const all = names.map((_, index) => index);
    for (const sized of sizes.slice(0, -1))
      for (const index of all) await once(sized, index, warming, { database, slack });
    const plans = await plansOf(largest.world.database, async () => {
      for (const index of all) await once(largest, index, warming, { database, slack });
    });
    const pass = async (indexes: number[], number: number) => {
      for (const index of indexes)
        for (const turn of sizes.keys()) {
          const at = (turn + number + index) % sizes.length;
          const found = await once(sizes[at] as Sized, index, interactions, { database, slack });
          const row = measured.get(names[index] ?? '')?.[at];
          row?.shown.push(...found.shown);
          row?.database.push(found.database);
        }
    };
    for (let number = 0; number < passes; number++) await pass(all, number);
    const grows = (index: number) => {
      const { shown, database } = ratios(measured.get(names[index] ?? '') ?? []);
      return Math.max(shown, database) > mostGrowth;
    };
    for (let number = 0; number < more; number++) await pass(all.filter(grows), passes + number);

    const figures = { rows: Object.fromEntries([...measured].map(([name, each]) => [name, summary(each, tasks)])) };
    const unmeasured = routesLeft(smallest.rows);
    const objections = plans.flatMap((plan) => objectionTo(plan) ?? []);
    const reaches = reachesOf(measured, objections, plans);
    const said = text(tasks, measured, reaches, { objections, unmeasured, filling });
    return { ...figures, filling, plans, objections, unmeasured, reaches, text: said };
  } finally {
    for (const stop of stops) await stop();
  }
}

/** One row once, one interaction after another. */
async function once(
  { world, program, rows }: Sized,
  index: number,
  count: number,
  { database, slack }: { database: Database; slack: Slack },
) {
  const row = rows[index] as Row;
  const sendings = await row.make(count);
  const before = await database.milliseconds();
  const to = `${program.url}/slack/events`;
  const { shown } = await slack.send({ sendings, to, signingSecret, atOnce: 1 }).catch((error: Error) => {
    throw new Error(`${nameOf(row)} among ${world.size.tasks} tasks: ${error.message}`);
  });
  const spent = ((await database.milliseconds()) - before) / count;
  await settle(world);
  return { shown, database: spent };
}

/** Waits for nothing to be left for the background to do, so that it isn't counted with what comes next. */
async function settle({ add, database }: World) {
  await add.forgetLetters();
  await database.collection('exports').deleteMany({});
  const deleted = { deletedAt: { $gt: new Date(0) } };
  while (await database.collection('projects').findOne(deleted)) await wait(50);
}

function ratios(each: Measured[]) {
  const [first, last] = [each[0], each.at(-1)];
  return {
    shown: median(last?.shown ?? []) / median(first?.shown ?? []),
    database: median(last?.database ?? []) / median(first?.database ?? []),
  };
}

function summary(each: Measured[], tasks: number[]) {
  const sizes = each.map(({ shown, database }, at) => ({
    ...{ tasks: tasks[at], interactions: shown.length },
    ...{ shownP50: median(shown), shownP99: percentile(shown, 0.99), databaseMilliseconds: median(database) },
  }));
  return { sizes, ratios: ratios(each) };
}

/** What the bot listens to and no row is about. */
function routesLeft(rows: Row[]): string[] {
  const nothing = new Proxy({}, { get: () => new Proxy({}, { get: () => async () => undefined }) });
  const routes = allRoutes(nothing as Services, nothing as Clients);
  const verbs = routes
    .commandNames()
    .flatMap((name) => routes.verbNames(name).map((verb) => (verb === '' ? name : `${name} ${verb}`)));
  const listened = [
    ...verbs,
    ...routes.buttonNames().map((name) => `button ${name}`),
    ...routes.formNames().map((name) => `form ${name}`),
    ...routes.shortcutNames().map((name) => `shortcut ${name}`),
    ...routes.eventNames().map((name) => `event ${name}`),
  ];
  const measured = new Set(rows.map(({ route }) => route));
  return listened.filter((name) => !measured.has(name));
}

function reachesOf(measured: Map<string, Measured[]>, objections: string[], plans: Plan[]): Reach[] {
  const all = [...measured.values()].map(ratios);
  const within = (which: 'shown' | 'database') => all.filter((one) => one[which] <= mostGrowth).length;
  const row = (what: string, which: 'shown' | 'database'): Reach => ({
    what,
    target: `all ${all.length} at most ${mostGrowth}`,
    value: `${within(which)} of ${all.length}, median ${median(all.map((one) => one[which])).toFixed(2)}`,
    reached: within(which) === all.length,
  });
  return [
    row('the most tasks against the fewest, p50 until shown', 'shown'),
    row('the most tasks against the fewest, time in the database', 'database'),
    {
      what: 'plans: no collection is scanned, documents looked at against returned',
      target: 'at most 2',
      value: `${objections.length} of ${plans.length} kinds of commands break it`,
      reached: objections.length === 0,
    },
  ];
}

function text(
  tasks: number[],
  measured: Map<string, Measured[]>,
  reached: Reach[],
  { objections, unmeasured, filling }: { objections: string[]; unmeasured: string[]; filling: Record<string, number> },
): string {
  const of = (which: 'shown' | 'database', digits: number) => (each: Measured) => median(each[which]).toFixed(digits);
  const rows = [...measured].map(([name, each]) => {
    const { shown, database } = ratios(each);
    const marked = (value: number) => `${value.toFixed(2)}${value > mostGrowth ? ' !' : ''}`;
    return [name, ...each.map(of('shown', 1)), marked(shown), ...each.map(of('database', 2)), marked(database)];
  });
  const amounts = tasks.map((count) => count.toLocaleString('en'));
  const columns = [
    ...['', ...amounts.map((count) => `p50 ms, ${count}`), 'ratio'],
    ...[...amounts.map((count) => `database ms, ${count}`), 'ratio'],
  ];
  const filled = Object.entries(filling).map(
    ([count, seconds]) => `${Number(count).toLocaleString('en')} in ${seconds} s`,
  );
  return [
    table(columns, rows),
    reachTable(reached),
    `Filled with ${filled.join(', ')}.`,
    `Not measured: ${unmeasured.join(', ') || 'nothing that is listened to'}.`,
    objections.length > 0 ? `Plans that look at too much:\n${objections.map((one) => `- ${one}`).join('\n')}` : '',
  ].join('\n\n');
}
