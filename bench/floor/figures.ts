import { median, percentile, type Reach, reachTable, spread, table } from '../support/figures.ts';

/** Of one row in one repetition. */
export interface Measured {
  perSecond: number;
  botMilliseconds: number;
  databaseMilliseconds: number;
  calls: number;
  acknowledged: number[];
  shown: number[];
  mebibytes: number;
}

export function summary(several: Measured[]) {
  const of = (pick: (one: Measured) => number) => {
    const values = several.map(pick);
    return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
  };
  return {
    perSecond: of((one) => one.perSecond),
    botMilliseconds: of((one) => one.botMilliseconds),
    databaseMilliseconds: of((one) => one.databaseMilliseconds),
    calls: of((one) => one.calls),
    acknowledgedP50: of((one) => percentile(one.acknowledged, 0.5)),
    acknowledgedP99: of((one) => percentile(one.acknowledged, 0.99)),
    shownP50: of((one) => percentile(one.shown, 0.5)),
    shownP99: of((one) => percentile(one.shown, 0.99)),
    mebibytes: of((one) => one.mebibytes),
  };
}
type Summary = ReturnType<typeof summary>;

export function reaches(rows: Record<string, Summary>, crowds: { one: number; different: number }): Reach[] {
  const of = (name: string, figure: keyof Summary) => rows[name]?.[figure].median ?? Number.NaN;
  const bare = '(c) bare /task claim';
  const ratio = (what: string, value: number, target: number, atLeast = false): Reach => ({
    what,
    target: `${atLeast ? 'at least' : 'at most'} ${target}`,
    value: value.toFixed(2),
    reached: atLeast ? value >= target : value <= target,
  });
  const claims = ['Dibs: /task claim', 'Dibs: Claim button'];
  const acks = ['Dibs: Claim button', 'Dibs: Complete button', 'Dibs: Accept button', 'Dibs: Home of 100 tasks'];
  return [
    ...claims.map((name) =>
      ratio(`${name}, answers a second against (c)`, of(name, 'perSecond') / of(bare, 'perSecond'), 0.7, true),
    ),
    ...claims.map((name) =>
      ratio(`${name}, processor time against (c)`, of(name, 'botMilliseconds') / of(bare, 'botMilliseconds'), 1.6),
    ),
    ...claims.map((name) => ratio(`${name}, database calls`, Math.round(of(name, 'calls') * 10) / 10, 4)),
    ...acks.map((name) =>
      ratio(
        `${name}, acknowledgement p99 against (b) at its load`,
        of(name, 'acknowledgedP99') / of(`(b) at the load of ${name}`, 'acknowledgedP99'),
        2,
      ),
    ),
    ratio(
      'Home of 100 tasks, processor time against a Bolt event',
      of('Dibs: Home of 100 tasks', 'botMilliseconds') / of('(b) Bolt only acks: event', 'botMilliseconds'),
      12,
    ),
    ratio('1,000 claims of one task against 1,000 of different ones', crowds.one / crowds.different, 2),
  ];
}

export function text(measured: Map<string, Measured[]>, reached: Reach[]): string {
  const columns = [
    ...['', 'answers a second', 'bot CPU ms', 'database CPU ms', 'calls'],
    ...['ack p50', 'ack p99', 'shown p50', 'shown p99', 'MiB'],
  ];
  const rows = [...measured].map(([name, several]) => {
    const of = (pick: (one: Measured) => number, digits: number) => spread(several.map(pick), digits);
    const middle = (pick: (one: Measured) => number, digits = 1) => median(several.map(pick)).toFixed(digits);
    return [
      name,
      of((one) => one.perSecond, 0),
      of((one) => one.botMilliseconds, 2),
      of((one) => one.databaseMilliseconds, 2),
      middle((one) => one.calls),
      middle((one) => percentile(one.acknowledged, 0.5)),
      middle((one) => percentile(one.acknowledged, 0.99)),
      middle((one) => percentile(one.shown, 0.5)),
      middle((one) => percentile(one.shown, 0.99)),
      middle((one) => one.mebibytes, 0),
    ];
  });
  return `${table(columns, rows)}\n\n${reachTable(reached)}`;
}
