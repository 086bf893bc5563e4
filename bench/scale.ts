import { type Database, startDatabase } from './database.ts';
import { median, type Reach, reachTable, spread, table } from './figures.ts';
import { fill } from './floor-data.ts';
import { type Slack, startSlack } from './load.ts';
import { bot, type Program, processorMilliseconds, residentMebibytes, startProgram } from './program.ts';
import { encryptionKey, everyday, fillWorkspaces } from './scale-data.ts';

const signingSecret = 'a-signing-secret-of-the-benchmark';
/** On a machine that others load, fewer interactions are sent than are asked for. */
const mostMilliseconds = 5 * 60_000;
/** Who accept into one group. */
const people = 32;

export interface ScaleSize {
  processes: number[];
  /** Interactions under way. */
  atOnce: number;
  /** Claims in a repetition, and how many there are. */
  claims: number;
  repetitions: number;
  workspaces: number[];
  /** With each number of workspaces; and in all, with the most. */
  interactions: number;
  most: number;
  starts: number;
}

interface Claimed {
  perSecond: number;
  perProcessorSecond: number;
  databaseMilliseconds: number;
  /** Who were told that nothing was saved: on a machine that others load, answers come too late. */
  late: number;
}

interface Sample {
  interactions: number;
  late: number;
  mebibytes: number;
}

/** More processes, more workspaces, more time. */
export async function scale(size: ScaleSize) {
  const stops: (() => Promise<void>)[] = [];
  const started = <T extends { stop(): Promise<void> }>(one: T): T => {
    stops.unshift(one.stop);
    return one;
  };
  try {
    const database = started(await startDatabase());
    const slack = started(await startSlack());
    const common = { SLACK_SIGNING_SECRET: signingSecret, NODE_ENV: 'production', PORT: '0', LOG_LEVEL: 'warn' };
    const api = { ...common, SLACK_API_URL: `${slack.url}/api/` };
    const ofOne = { ...api, SLACK_BOT_TOKEN: 'xoxb-bench' };
    const start = async (more: Record<string, string>) => started(await startProgram(bot, more));

    const environment = { ...ofOne, MONGODB_URI: database.uri('dibs') };
    const first = await start(environment);
    const data = await fill(database.database('dibs'), slack.url);
    const bots = [first, ...(await Promise.all(size.processes.slice(1).map(() => start(environment))))];
    while (bots.length < Math.max(...size.processes)) bots.push(await start(environment));
    const claimed = await claimsBy(bots, data.claimCommand, size, { database, slack });
    const accepted = await acceptsAtOnce(first, data.acceptIntoOne, slack);
    for (const one of bots) await one.stop();

    const installed = {
      ...{ ...api, MONGODB_URI: database.uri('workspaces'), PUBLIC_URL: 'http://localhost:1' },
      ...{ SLACK_CLIENT_ID: '1.1', SLACK_CLIENT_SECRET: 'a-client-secret', SLACK_STATE_SECRET: 'a-state-secret' },
      TOKEN_ENCRYPTION_KEY: encryptionKey.toString('base64'),
    };
    await (await start(installed)).stop();
    const all = await fillWorkspaces(database.database('workspaces'), Math.max(...size.workspaces));
    const memory: { workspaces: number; samples: Sample[] }[] = [];
    for (const count of size.workspaces) {
      const program = await start(installed);
      const some = all.slice(0, count);
      const samples = [{ interactions: 0, late: 0, mebibytes: residentMebibytes(program.pid) }];
      const until = count === Math.max(...size.workspaces) ? size.most : size.interactions;
      const step = Math.min(size.interactions, 10_000);
      const late = performance.now() + mostMilliseconds;
      for (let sent = 0; sent < until && performance.now() < late; sent += step) {
        const sendings = everyday(some, step, sent, slack.url);
        const to = `${program.url}/slack/events`;
        const { wrong } = await slack.sendCrowd({ sendings, to, signingSecret, atOnce: size.atOnce });
        samples.push({ interactions: sent + step, late: wrong.length, mebibytes: residentMebibytes(program.pid) });
      }
      await program.stop();
      memory.push({ workspaces: count, samples });
    }

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
  } finally {
    for (const stop of stops) await stop();
  }
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

interface Figures {
  claimed: Record<string, Claimed[]>;
  accepted: Awaited<ReturnType<typeof acceptsAtOnce>>;
  memory: { workspaces: number; samples: Sample[] }[];
  starts: { own: number[]; processor: number[]; warm: number[] };
}

/** The median of the last half against that of the half before it, without the first sample. */
function flatness(samples: Sample[]): number {
  const warm = samples.slice(1).map(({ mebibytes }) => mebibytes);
  const half = Math.ceil(warm.length / 2);
  return median(warm.slice(half)) / median(warm.slice(0, half)) || 1;
}

/** Of one more workspace, both after as many interactions. */
function kibibytesOfEach(memory: Figures['memory']): number {
  const [one, many] = [memory[0], memory.at(-1)];
  if (!one || !many || one === many) return Number.NaN;
  const interactions = one.samples.at(-1)?.interactions ?? 0;
  const at = ({ samples }: { samples: Sample[] }) =>
    samples.find((sample) => sample.interactions >= interactions)?.mebibytes ?? Number.NaN;
  return ((at(many) - at(one)) * 1024) / (many.workspaces - one.workspaces);
}

function reachesOf({ claimed, accepted, memory, starts }: Figures): Reach[] {
  const of = (count: number, pick: (one: Claimed) => number) => median((claimed[count] ?? []).map(pick));
  const two = of(2, (one) => one.perSecond) / of(1, (one) => one.perSecond);
  const capacity = (2 * of(2, (one) => one.perProcessorSecond)) / of(1, (one) => one.perProcessorSecond);
  const samples = memory.at(-1)?.samples ?? [];
  const most = Math.max(...samples.map(({ mebibytes }) => mebibytes));
  const flat = flatness(samples);
  const under = (what: string, milliseconds: number, target: number): Reach => ({
    what,
    target: `under ${target} ms`,
    value: `${milliseconds.toFixed(0)} ms`,
    reached: milliseconds < target,
  });
  return [
    {
      what: 'two processes against one, claims a second, sharing these processors with the load and the database',
      target: 'at least 1.8',
      value: two.toFixed(2),
      reached: two >= 1.8,
    },
    {
      what: 'two processes against one, claims a second of bot processor time: what each could do with its own',
      target: 'at least 1.8',
      value: capacity.toFixed(2),
      reached: capacity >= 1.8,
    },
    {
      what: `memory with ${memory.at(-1)?.workspaces} workspaces, the most in ${samples.at(-1)?.interactions} interactions`,
      target: 'under 200 MiB',
      value: `${most.toFixed(0)} MiB`,
      reached: most < 200,
    },
    {
      what: 'and flat: the later half against the earlier',
      target: 'at most 1.05',
      value: flat.toFixed(2),
      reached: flat <= 1.05,
    },
    under('start to ready with a warm embedded database', median(starts.warm), 2000),
    under("the bot's own part, with a database that is there", median(starts.own), 700),
    {
      what: `${people} people accept into one group at once`,
      target: 'all',
      value: `${accepted.accepted} in ${accepted.seconds.toFixed(1)} s`,
      reached: accepted.notAccepted === 0,
    },
  ];
}

function text({ claimed, memory, starts }: Figures): string {
  const columns = ['bots', 'claims a second', 'claims a second of bot CPU', 'database CPU ms a claim', 'late'];
  const rows = Object.entries(claimed).map(([count, several]) => [
    count,
    ...[several.map((one) => one.perSecond), several.map((one) => one.perProcessorSecond)].map((one) => spread(one)),
    spread(
      several.map((one) => one.databaseMilliseconds),
      2,
    ),
    String(several.reduce((sum, one) => sum + one.late, 0)),
  ]);
  const memories = memory.map(({ workspaces, samples }) => [
    String(workspaces),
    String(samples.at(-1)?.interactions ?? 0),
    samples.map(({ mebibytes }) => mebibytes.toFixed(0)).join(' '),
    String(samples.reduce((sum, { late }) => sum + late, 0)),
  ]);
  const sampled = `MiB at the start and after each ${memory.at(-1)?.samples[1]?.interactions ?? 0}`;
  return [
    table(columns, rows),
    table(['workspaces', 'interactions', sampled, 'late'], memories),
    `Each workspace more: ${kibibytesOfEach(memory).toFixed(0)} KiB.`,
    `Start to ready: ${spread(starts.warm)} ms with the embedded database, ${spread(starts.own)} ms with one that is there, of processor time ${spread(starts.processor)} ms.`,
  ].join('\n\n');
}
