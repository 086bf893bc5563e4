import type { Database } from '../support/database.ts';
import type { Slack } from '../support/load.ts';
import { type Program, processorMilliseconds, residentMebibytes, signingSecret } from '../support/program.ts';
import type { Make } from './data.ts';
import type { Measured } from './figures.ts';

export interface Row {
  name: string;
  program: Program;
  isSocket: boolean;
  make: Make;
  /** What is done in less than no time is sent more often, this many times. */
  share?: number;
  /** The row at whose load its times are taken; at a third of its own full rate where none is named. */
  atLoadOf?: string;
}

/** One row: first as fast as it goes, then at a third of that, or of the rate of the row that it is set beside. */
export async function measure(
  { program, isSocket, make, share = 1 }: Row,
  interactions: number,
  { database, slack, atOnce, load }: { database: Database; slack: Slack; atOnce: number; load?: number | undefined },
): Promise<Measured> {
  const to = isSocket ? undefined : `${program.url}/slack/events`;
  const count = Math.ceil(interactions * share);
  const [full, paced] = [await make(count), await make(Math.ceil(count / 3))];
  const before = [processorMilliseconds(program.pid), processorMilliseconds(database.pid), await database.calls()];
  const fast = await slack.send({ sendings: full, to, signingSecret, atOnce });
  const after = [processorMilliseconds(program.pid), processorMilliseconds(database.pid), await database.calls()];
  const [botMilliseconds = 0, databaseMilliseconds = 0, calls = 0] = after.map(
    (value, index) => (value - (before[index] ?? 0)) / count,
  );
  const perSecond = count / fast.seconds;
  const { acknowledged, shown } = await slack.send({
    sendings: paced,
    to,
    signingSecret,
    perSecond: (load ?? perSecond) / 3,
  });
  const mebibytes = residentMebibytes(program.pid);
  return { perSecond, botMilliseconds, databaseMilliseconds, calls, acknowledged, shown, mebibytes };
}
