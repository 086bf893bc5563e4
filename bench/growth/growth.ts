import { setTimeout as wait } from 'node:timers/promises';
import type { Services } from '../../src/services/services.ts';
import { allRoutes } from '../../src/slack/app.ts';
import type { Clients } from '../../src/slack/clients.ts';
import type { Database } from '../support/database.ts';
import type { Slack } from '../support/load.ts';
import { measuring } from '../support/measuring.ts';
import { bot, botEnvironment, type Program, signingSecret, startProgram } from '../support/program.ts';
import { fill, sizeOf, type World } from './data.ts';
import { type Measured, mostGrowth, ratios, reachesOf, summary, text } from './figures.ts';
import { objectionTo, plansOf } from './plans.ts';
import { nameOf, type Row } from './row.ts';
import { rowsOf } from './rows.ts';

interface GrowthSize {
  tasks: number[];
  /** Interactions of each row before any is measured; those of the most tasks are explained by the database. */
  warming: number;
  interactions: number;
}

interface Measuring {
  database: Database;
  slack: Slack;
  /** What of each millisecond the database spends on what the bots look for by themselves. */
  idle: number;
}

interface Sized {
  world: World;
  program: Program;
  rows: Row[];
}

/** The same interactions among a thousand tasks and among a million. */
export async function growth({ tasks, warming, interactions }: GrowthSize) {
  return measuring(async ({ database, slack, started }) => {
    const sizes: Sized[] = [];
    const filling: Record<string, number> = {};
    for (const count of tasks) {
      const environment = {
        ...botEnvironment(slack.url),
        ...{ SLACK_BOT_TOKEN: 'xoxb-bench', MONGODB_URI: database.uri(`growth${count}`) },
        // What hashing costs is the same however many there are, and would hide the rest.
        ...{ NODE_ENV: 'test', BCRYPT_COST: '4' },
      };
      // No migration is due where a bot has been before.
      await (await startProgram(bot, environment)).stop();
      const began = performance.now();
      const world = await fill(database.database(`growth${count}`), sizeOf(count));
      const program = started(await startProgram(bot, environment));
      await database.flush();
      filling[count] = Math.round((performance.now() - began) / 1000);
      process.stderr.write(`${count} tasks are there after ${filling[count]} s\n`);
      sizes.push({ world, program, rows: rowsOf(world, slack.url) });
    }

    const measuring = { database, slack, idle: await idleShare(database) };
    const [smallest, largest] = [sizes[0] as Sized, sizes.at(-1) as Sized];
    const names = smallest.rows.map(nameOf);
    const measured = new Map(names.map((name) => [name, sizes.map((): Measured => ({ shown: [], database: [] }))]));
    const all = names.map((_, index) => index);
    for (const sized of sizes.slice(0, -1)) for (const index of all) await once(sized, index, warming, measuring);
    const plans = await plansOf(largest.world.database, async () => {
      for (const index of all) await once(largest, index, warming, measuring);
    });
    const pass = async (indexes: number[], number: number) => {
      for (const index of indexes)
        for (const turn of sizes.keys()) {
          const at = (turn + number + index) % sizes.length;
          const found = await once(sizes[at] as Sized, index, interactions, measuring);
          const row = measured.get(names[index] ?? '')?.[at];
          row?.shown.push(...found.shown);
          row?.database.push(found.database);
        }
    };
    // As many passes as sizes, so that each is the first as often: who asked a second ago is still known (src/db/kept.ts).
    const passes = sizes.length;
    for (let number = 0; number < passes; number++) await pass(all, number);
    const grows = (index: number) => {
      const { shown, database } = ratios(measured.get(names[index] ?? '') ?? []);
      return Math.max(shown, database) > mostGrowth;
    };
    for (let number = 0; number < passes; number++) await pass(all.filter(grows), passes + number);

    const figures = { rows: Object.fromEntries([...measured].map(([name, each]) => [name, summary(each, tasks)])) };
    const unmeasured = routesLeft(smallest.rows);
    const objections = plans.flatMap((plan) => objectionTo(plan) ?? []);
    const reaches = reachesOf(measured, objections, plans);
    const said = text(tasks, measured, reaches, { objections, unmeasured, filling });
    return { ...figures, filling, plans, objections, unmeasured, reaches, text: said };
  });
}

/** One row once. */
async function once(
  { world, program, rows }: Sized,
  index: number,
  count: number,
  { database, slack, idle }: Measuring,
) {
  const row = rows[index] as Row;
  const sendings = await row.make(count);
  const [began, before] = [performance.now(), await database.milliseconds()];
  const to = `${program.url}/slack/events`;
  const { shown } = await slack.send({ sendings, to, signingSecret, atOnce: row.atOnce ?? 1 }).catch((error: Error) => {
    throw new Error(`${nameOf(row)} among ${world.size.tasks} tasks: ${error.message}`);
  });
  const byItself = idle * (performance.now() - began);
  const spent = ((await database.milliseconds()) - before - byItself) / count;
  await settle(world);
  return { shown, database: spent };
}

const idleMilliseconds = 2000;

async function idleShare(database: Database): Promise<number> {
  const before = await database.milliseconds();
  await wait(idleMilliseconds);
  return ((await database.milliseconds()) - before) / idleMilliseconds;
}

/** Waits for nothing to be left for the background to do, so that it isn't counted with what comes next. */
async function settle({ add, database }: World) {
  await add.forgetLetters();
  await database.collection('exports').deleteMany({});
  const deleted = { deletedAt: { $gt: new Date(0) } };
  while (await database.collection('projects').findOne(deleted)) await wait(50);
  // Ten seconds later a bot would sweep them (src/jobs/sweep.ts), and be counted with what is measured then.
  await database.collection('groups').deleteMany(deleted);
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
