import { median, percentile, type Reach, reachTable, table } from '../support/figures.ts';
import type { Plan } from './plans.ts';

/** What growth measured, as ratios, tables and words. */

/** The largest may take so many times what the smallest takes. */
export const mostGrowth = 1.3;

/** Of one row in one size: milliseconds until the answer was shown, and of the database for one, a pass each. */
export interface Measured {
  shown: number[];
  database: number[];
}

/** Less is noise: of what asks the database for nothing, or for one document. */
const leastMilliseconds = 0.1;
const atLeast = (milliseconds: number) => Math.max(leastMilliseconds, milliseconds);

export function ratios(each: Measured[]) {
  const [first, last] = [each[0], each.at(-1)];
  return {
    shown: median(last?.shown ?? []) / median(first?.shown ?? []),
    database: atLeast(median(last?.database ?? [])) / atLeast(median(first?.database ?? [])),
  };
}

export function summary(each: Measured[], tasks: number[]) {
  const sizes = each.map(({ shown, database }, at) => ({
    ...{ tasks: tasks[at], interactions: shown.length },
    ...{ shownP50: median(shown), shownP99: percentile(shown, 0.99), databaseMilliseconds: median(database) },
  }));
  return { sizes, ratios: ratios(each) };
}

export function reachesOf(measured: Map<string, Measured[]>, objections: string[], plans: Plan[]): Reach[] {
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

export function text(
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
