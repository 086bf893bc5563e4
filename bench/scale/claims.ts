import type { Make } from '../floor/data.ts';
import type { Database } from '../support/database.ts';
import type { Slack } from '../support/load.ts';
import { type Program, processorMilliseconds, signingSecret } from '../support/program.ts';
import { quota } from './quota.ts';

/** How many claims one, two and more bots answer. */

export interface Claimed {
  perSecond: number;
  perProcessorSecond: number;
  databaseMilliseconds: number;
  /** Who were told that nothing was saved: on a machine that others load, answers come too late. */
  late: number;
}

/** By the number of bots, of each repetition. */
export type ClaimedBy = Record<string, Claimed[]>;

/** For each bot's main thread: so that two of them leave enough to the load, to Slack and to the database. */
export const processorShare = 0.25;
const mostApart = 2;
/** Until a program is at its full pace. */
const warming = 2;

export interface ClaimsSize {
  processes: number[];
  /** In a repetition, and under way in all. */
  claims: number;
  atOnce: number;
  repetitions: number;
}

/**
 * Claims on different tasks by one, two and more bots in turns, so that each number is measured in each repetition:
 * side by side on this machine's processors, and the first two each with a quarter of one.
 */
export async function claimsBy(
  bots: Program[],
  make: Make,
  { processes, atOnce, claims, repetitions }: ClaimsSize,
  { database, slack }: { database: Database; slack: Slack },
): Promise<{ sharing: ClaimedBy; apart: ClaimedBy }> {
  const measured = { sharing: {} as ClaimedBy, apart: {} as ClaimedBy };

  async function once(some: Program[], count: number, together: number): Promise<Claimed> {
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
  }

  async function onceApart(some: Program[]): Promise<Claimed> {
    const pids = some.map(({ pid }) => pid);
    const part = (whole: number) => Math.ceil(whole * processorShare) * some.length;
    const end = quota(pids, processorShare);
    try {
      return await once(some, part(claims), part(atOnce));
    } finally {
      end();
    }
  }

  const keep = (into: ClaimedBy, count: number, one: Claimed) => {
    into[count] = [...(into[count] ?? []), one];
  };
  for (const one of bots) await once([one], claims * warming, atOnce);
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const count of processes) keep(measured.sharing, count, await once(bots.slice(0, count), claims, atOnce));
    for (const count of processes.filter((one) => one <= mostApart))
      keep(measured.apart, count, await onceApart(bots.slice(0, count)));
  }
  return measured;
}
