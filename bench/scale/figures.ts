import { median, type Reach, spread, table } from '../support/figures.ts';
import { type Claimed, type ClaimedBy, processorShare } from './claims.ts';

/** What scale and memory measured, as ratios, tables and words. */

const quotaOfEach = `each with ${processorShare} of a processor`;

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
  const most = (Math.max(...samples.map(({ mebibytes }) => mebibytes)) * 2 ** 20) / 1e6;
  const flat = flatness(samples);
  return [
    {
      what: `memory with ${memory.at(-1)?.workspaces} workspaces, the most in ${samples.at(-1)?.interactions} interactions`,
      target: 'under 200 MB',
      value: `${most.toFixed(0)} MB`,
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
  const perSecond = (by: ClaimedBy, count: number) => median((by[count] ?? []).map((one) => one.perSecond));
  const twoAgainstOne = (how: string, by: ClaimedBy): Reach => {
    const ratio = perSecond(by, 2) / perSecond(by, 1);
    const what = `two processes against one, claims a second, ${how}`;
    return { what, target: 'at least 1.8', value: ratio.toFixed(2), reached: ratio >= 1.8 };
  };
  const under = (what: string, milliseconds: number, target: number): Reach => ({
    what,
    target: `under ${target} ms`,
    value: `${milliseconds.toFixed(0)} ms`,
    reached: milliseconds < target,
  });
  return [
    twoAgainstOne(quotaOfEach, claimed.apart),
    twoAgainstOne('sharing these processors with the load and the database', claimed.sharing),
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
  const columns = [
    'bots',
    'claims a second',
    'processors used',
    'claims a second of bot CPU',
    'database CPU ms',
    'late',
  ];
  const rowsOf = (by: ClaimedBy, how: string) =>
    Object.entries(by).map(([count, several]) => {
      const of = (pick: (one: Claimed) => number, digits = 0) => spread(several.map(pick), digits);
      return [
        `${count}${how}`,
        of((one) => one.perSecond),
        of((one) => one.perSecond / one.perProcessorSecond, 2),
        of((one) => one.perProcessorSecond),
        of((one) => one.databaseMilliseconds, 2),
        String(several.reduce((sum, one) => sum + one.late, 0)),
      ];
    });
  const rows = [...rowsOf(claimed.sharing, ''), ...rowsOf(claimed.apart, `, ${quotaOfEach}`)];
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
