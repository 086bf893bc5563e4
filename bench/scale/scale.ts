import { fill } from '../floor/data.ts';
import type { Database } from '../support/database.ts';
import { median, reachTable } from '../support/figures.ts';
import type { Slack } from '../support/load.ts';
import { measuring } from '../support/measuring.ts';
import {
  bot,
  botEnvironment,
  type Program,
  processorMilliseconds,
  signingSecret,
  startProgram,
} from '../support/program.ts';
import { type Claimed, reachesOf, text } from './figures.ts';
import { type MemorySize, memoryOf } from './memory.ts';

/** On a machine that others load, fewer interactions are sent than are asked for. */
const mostMilliseconds = 5 * 60_000;
/** Who accept into one group. */
const people = 32;

interface ScaleSize extends MemorySize {
  processes: number[];
  /** Claims in a repetition, and how many there are. */
  claims: number;
  repetitions: number;
  starts: number;
}

/** More processes, more workspaces, more time. */
export async function scale(size: ScaleSize) {
  return measuring(async ({ database, slack, started }) => {
    const ofOne = { ...botEnvironment(slack.url), SLACK_BOT_TOKEN: 'xoxb-bench' };
    const start = async (more: Record<string, string>) => started(await startProgram(bot, more));

    const environment = { ...ofOne, MONGODB_URI: database.uri('dibs') };
    const first = await start(environment);
    const data = await fill(database.database('dibs'), slack.url);
    const bots = [first, ...(await Promise.all(size.processes.slice(1).map(() => start(environment))))];
    while (bots.length < Math.max(...size.processes)) bots.push(await start(environment));
    const claimed = await claimsBy(bots, data.claimCommand, size, { database, slack });
    const accepted = await acceptsAtOnce(first, data.acceptIntoOne, slack);
    for (const one of bots) await one.stop();

    const memory = await memoryOf({ ...size, mostMilliseconds }, { database, slack, started });

    // What it takes with a mongod that is there already is the bot's own part.
    const starts = { own: [] as number[], processor: [] as number[], warm: [] as number[] };
    for (let index = 0; index < size.starts; index++) {
      const one = await start(environment);
      starts.own.push(one.startMilliseconds);
      starts.processor.push(one.startProcessorMilliseconds);
      await one.stop();
    }
    await database.pause();
    for (let index = 0; index < size.starts; index++) {
      const one = await start({ ...ofOne, DATA_DIR: database.folder });
      starts.warm.push(one.startMilliseconds);
      await one.stop();
    }

    const figures = { claimed, accepted, memory, starts };
    const reaches = reachesOf(figures);
    return { ...figures, reaches, text: `${text(figures)}\n\n${reachTable(reaches)}` };
  });
}

/** Claims on different tasks by one, two and more bots in turns, so that each number is measured in each repetition. */
async function claimsBy(
  bots: Program[],
  make: Awaited<ReturnType<typeof fill>>['claimCommand'],
  { processes, atOnce, claims, repetitions }: ScaleSize,
  { database, slack }: { database: Database; slack: Slack },
): Promise<Record<string, Claimed[]>> {
  const measured: Record<string, Claimed[]> = {};
  const once = async (some: Program[], count: number, together = atOnce): Promise<Claimed> => {
    const sendings = await make(count);
    const spent = () => some.reduce((sum, { pid }) => sum + processorMilliseconds(pid), 0);
    const [before, inDatabase] = [spent(), processorMilliseconds(database.pid)];
    const to = some.map(({ url }) => `${url}/slack/events`);
    const { seconds, shown, wrong } = await slack.sendCrowd({ sendings, to, signingSecret, atOnce: together });
    const right = shown.length;
    return {
      perSecond: right / seconds,
      perProcessorSecond: (right * 1000) / (spent() - before),
      databaseMilliseconds: (processorMilliseconds(database.pid) - inDatabase) / count,
      late: wrong.length,
    };
  };
  // Programs that have just started are slow, and one that everybody asks at once then would be late.
  await once(bots, Math.ceil(claims / 2), bots.length);
  for (let repetition = 0; repetition < repetitions; repetition++)
    for (const count of processes)
      measured[count] = [...(measured[count] ?? []), await once(bots.slice(0, count), claims)];
  return measured;
}

async function acceptsAtOnce(program: Program, make: Awaited<ReturnType<typeof fill>>['acceptIntoOne'], slack: Slack) {
  const sendings = await make(people);
  const to = `${program.url}/slack/events`;
  const { seconds, shown, wrong } = await slack.sendCrowd({ sendings, to, signingSecret, atOnce: people });
  return { seconds, shownP50: median(shown), accepted: shown.length, notAccepted: wrong.length };
}
