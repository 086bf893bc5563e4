import type { Connection } from 'mongoose';

/** How the outbox is, for the figures and the doctor. */
export interface OutboxState {
  /** Letters that are to be delivered, counted up to 10,000. */
  waiting: number;
  /** Age of the oldest of them; 0 where none is. */
  oldestSeconds: number;
  /** Letters that were kept though they can't be delivered, counted up to 10,000. */
  givenUp: number;
  /** Why, of the latest hundred. */
  reasons: string[];
}

const mostCounted = 10_000;

export function outboxStateStore(connection: Connection) {
  const letters = connection.collection<{ createdAt: Date; reason?: string }>('outbox');
  const waiting = { givenUpAt: null };
  const ended = { givenUpAt: { $ne: null } };

  return {
    async look(now: Date): Promise<OutboxState> {
      const limits = { limit: mostCounted, maxTimeMS: 2000 };
      const [count, oldest, givenUp, latest] = await Promise.all([
        letters.countDocuments(waiting, limits),
        letters.findOne(waiting, { sort: { _id: 1 }, projection: { createdAt: 1 }, maxTimeMS: 2000 }),
        letters.countDocuments(ended, limits),
        letters.find(ended, { sort: { _id: -1 }, limit: 100, projection: { reason: 1 }, maxTimeMS: 2000 }).toArray(),
      ]);
      const age = oldest ? (now.getTime() - oldest.createdAt.getTime()) / 1000 : 0;
      const reasons = [...new Set(latest.flatMap(({ reason }) => reason ?? []))];
      return { waiting: count, givenUp, reasons, oldestSeconds: Math.max(0, age) };
    },
  };
}
