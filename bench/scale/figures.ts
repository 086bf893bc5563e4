import { median, type Reach, spread, table } from '../support/figures.ts';
import { type Claimed, type ClaimedBy, share } from './claims.ts';

/** What scale and memory measured, as ratios, tables and words. */

interface Sample {
  interactions: number;
  late: number;
  mebibytes: number;
}

export interface WorkspaceMemory {
  workspaces: number;
  samples: Sample[];
}

interface Figures {
  claimed: { sharing: ClaimedBy; apart: ClaimedBy };
  /** Many who accept into one group at once. */
  accepted: { seconds: number; shownP50: number; accepted: number; notAccepted: number };
  memory: WorkspaceMemory[];
  starts: { own: number[]; processor: number[]; warm: number[] };
}

/** The median of the last half against that of the half before it, without the first sample. */
function flatness(samples: Sample[]): number {
  const warm = samples.slice(1).map(({ mebibytes }) => mebibytes);
  const half = Math.ceil(warm.length / 2);
  return median(warm.slice(half)) / median(warm.slice(0, half)) || 1;
}

/** Of one more workspace, both after as many interactions. */
function kibibytesOfEach(memory: WorkspaceMemory[]): number {
  const [one, many] = [memory[0], memory.at(-1)];
  if (!one || !many || one === many) return Number.NaN;
  const interactions = one.samples.at(-1)?.interactions ?? 0;
  const at = ({ samples }: { samples: Sample[] }) =>
    samples.find((sample) => sample.interactions >= interactions)?.mebibytes ?? Number.NaN;
  return ((at(many) - at(one)) * 1024) / (many.workspaces - one.workspaces);
}

export function memoryReaches(memory: WorkspaceMemory[]): Reach[] {
  const samples = memory.at(-1)?.samples ?? [];
  const most = Math.max(...samples.map(({ mebibytes }) => mebibytes));
  const flat = flatness(samples);
  return [
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
  ];
}

export function reachesOf({ claimed, accepted, memory, starts }: Figures): Reach[] {
  const of = (by: ClaimedBy, count: number, pick: (one: Claimed) => number) => median((by[count] ?? []).map(pick));
  const two = (by: ClaimedBy, pick: (one: Claimed) => number) => of(by, 2, pick) / of(by, 1, pick);
  const twice = (what: string, value: number): Reach => ({
    what: `two processes against one, ${what}`,
    target: 'at least 1.8',
    value: value.toFixed(2),
    reached: value >= 1.8,
  });
  const under = (what: string, milliseconds: number, target: number): Reach => ({
    what,
    target: `under ${target} ms`,
    value: `${milliseconds.toFixed(0)} ms`,
    reached: milliseconds < target,
  });
  return [
    twice(
      `claims a second, each with ${share} of a processor`,
      two(claimed.apart, (one) => one.perSecond),
    ),
    twice(
      'claims a second, sharing these processors with the load and the database',
      two(claimed.sharing, (one) => one.perSecond),
    ),
    twice(
      'claims a second of bot processor time, these shared: what each could do with its own',
      2 * two(claimed.sharing, (one) => one.perProcessorSecond),
    ),
    ...memoryReaches(memory),
    under('start to ready with a warm embedded database', median(starts.warm), 2000),
    under("the bot's own part, with a database that is there", median(starts.own), 700),
    {
      what: `${accepted.accepted + accepted.notAccepted} people accept into one group at once`,
      target: 'all',
      value: `${accepted.accepted} in ${accepted.seconds.toFixed(1)} s`,
      reached: accepted.notAccepted === 0,
    },
  ];
}

export function text({ claimed, memory, starts }: Figures): string {
  const columns = ['bots', 'claims a second', 'claims a second of bot CPU', 'database CPU ms a claim', 'late'];
  const rowsOf = (by: ClaimedBy, how: string) =>
    Object.entries(by).map(([count, several]) => [
      `${count}${how}`,
      ...[several.map((one) => one.perSecond), several.map((one) => one.perProcessorSecond)].map((one) => spread(one)),
      spread(
        several.map((one) => one.databaseMilliseconds),
        2,
      ),
      String(several.reduce((sum, one) => sum + one.late, 0)),
    ]);
  const rows = [...rowsOf(claimed.sharing, ''), ...rowsOf(claimed.apart, `, each with ${share} of a processor`)];
  return [
    table(columns, rows),
    memoryText(memory),
    `Start to ready: ${spread(starts.warm)} ms with the embedded database, ${spread(starts.own)} ms with one that is there, of processor time ${spread(starts.processor)} ms.`,
  ].join('\n\n');
}

export function memoryText(memory: WorkspaceMemory[]): string {
  const rows = memory.map(({ workspaces, samples }) => [
    String(workspaces),
    String(samples.at(-1)?.interactions ?? 0),
    samples.map(({ mebibytes }) => mebibytes.toFixed(0)).join(' '),
    String(samples.reduce((sum, { late }) => sum + late, 0)),
  ]);
  const sampled = `MiB at the start and after each ${memory.at(-1)?.samples[1]?.interactions ?? 0}`;
  const more = kibibytesOfEach(memory);
  return [
    table(['workspaces', 'interactions', sampled, 'late'], rows),
    ...(Number.isNaN(more) ? [] : [`Each workspace more: ${more.toFixed(0)} KiB.`]),
  ].join('\n\n');
}
