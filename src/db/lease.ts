import { before } from './record.ts';

/** What a job works on is its own until then. */
export interface Leased {
  leasedUntil?: Date;
}

/** A job that dies is followed by another after this long. */
const leaseMilliseconds = 60_000;

/** Filter: no job has it. */
export const free = (now: Date) => ({ $or: [{ leasedUntil: null }, { leasedUntil: before(now) }] });

export const lease = (now: Date) => ({ $set: { leasedUntil: new Date(now.getTime() + leaseMilliseconds) } });

/** A job has done its part; the next part may be any process's. */
export const release = { $unset: { leasedUntil: 1 } } as const;
