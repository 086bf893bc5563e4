import mongoose, { type Connection } from 'mongoose';
import type { SlackUser } from '../domain/actor.ts';
import type { Letter, NewLetter } from '../domain/letter.ts';
import { after, among, before, type Change, fromStored, newId, recordSchema, type Stored } from './record.ts';

/** A letter that this job alone delivers, until the lease ends. */
interface LeasedLetter extends Letter {
  lease: string;
}

interface LetterRecord extends Stored<Letter> {
  /** When it is tried next, or when its lease ends; none where it is given up. */
  dueAt?: Date;
  lease?: string;
  /** What the last try failed of. */
  reason?: string;
  givenUpAt?: Date;
}

const letterSchema = recordSchema({
  teamId: { type: String, required: true },
  userId: { type: String, required: true },
  kind: { type: String, required: true },
  sentence: { type: String, required: true },
  invitationId: String,
  succession: { type: { groupId: String, accountId: String }, _id: false, default: undefined },
  link: {
    type: { installationId: String, request: String, viewId: String, home: String },
    _id: false,
    default: undefined,
  },
  createdAt: { type: Date, required: true },
  attempts: { type: Number, required: true },
  unsure: { type: Boolean, required: true },
  dueAt: Date,
  lease: String,
  reason: String,
  givenUpAt: Date,
});
/** Letters given up are kept for who runs the bot to see why. */
const givenUpKeptSeconds = 14 * 24 * 60 * 60;

letterSchema.index({ dueAt: 1, _id: 1, teamId: 1 });
letterSchema.index({ teamId: 1, userId: 1, givenUpAt: 1, createdAt: 1, _id: 1 });
letterSchema.index({ givenUpAt: 1 }, { expireAfterSeconds: givenUpKeptSeconds });

/** A job that takes a letter and dies is followed by another after this long; a delivery is six calls of 10 s at most. */
const leaseMilliseconds = 60_000;
/** Of many jobs that want the same letters, one that comes too late this often lets the others go on. */
const mostLookedAt = 20;

export function outboxStore(connection: Connection) {
  const letters = connection.model<LetterRecord>('letter', letterSchema as never, 'outbox');

  const waitingFor = ({ teamId, userId }: SlackUser) => ({ teamId, userId, givenUpAt: null });

  /** Letters of a person wait for the first; once it is gone, the next is due, unless a job was quick and has it already. */
  async function wakeNext(person: SlackUser, now: Date) {
    await letters.updateMany({ ...waitingFor(person), lease: null, dueAt: after(now) }, { $set: { dueAt: now } });
  }

  async function waitBehind(first: LetterRecord, dueAt: Date, now: Date) {
    const others = { ...waitingFor(first), _id: mongoose.trusted({ $ne: first._id }), dueAt: before(dueAt) };
    await letters.updateMany(others, { $set: { dueAt } });
    // It may have gone between the look at it and this, and then nobody else would wake them.
    if (!(await letters.exists({ _id: first._id, givenUpAt: null }))) await wakeNext(first, now);
  }

  const held = ({ id, lease }: LeasedLetter) => ({ _id: id, lease });

  return {
    async add(entries: readonly NewLetter[], now: Date, change: Change) {
      if (entries.length === 0) return;
      const first = { createdAt: now, dueAt: now, attempts: 0, unsure: false };
      const records = entries.map((entry) => ({ _id: newId(), ...entry, ...first }));
      await letters.collection.insertMany(records as never, { session: change, ignoreUndefined: true });
    },

    /**
     * The next letter that is due, for this job alone until the lease ends. It is always its person's first: a later one
     * waits, also while the first is with another job or is to be tried again. `full`: workspaces that have enough.
     */
    async lease(now: Date, full: readonly string[] = []): Promise<LeasedLetter | undefined> {
      const due = { dueAt: mongoose.trusted({ $lte: now }), teamId: mongoose.trusted({ $nin: full }) };
      for (let looked = 0; looked < mostLookedAt; looked++) {
        const person = await letters.findOne(due, { teamId: 1, userId: 1 }).sort({ dueAt: 1, _id: 1 }).lean();
        if (!person) return undefined;
        const first = await letters.findOne(waitingFor(person)).sort({ createdAt: 1, _id: 1 }).lean<LetterRecord>();
        if (!first?.dueAt) continue;
        if (first.dueAt > now) {
          await waitBehind(first, first.dueAt, now);
          continue;
        }
        const lease = newId();
        const dueAt = new Date(now.getTime() + leaseMilliseconds);
        const free = { _id: first._id, dueAt: first.dueAt };
        const { matchedCount } = await letters.updateOne(free, { $set: { dueAt, lease, unsure: true } });
        if (matchedCount === 1) return { ...fromStored<Letter>(first), lease };
      }
      return undefined;
    },

    /** Whoever has the lease by now: a message that is there is there, and another try would only look for it. */
    async delivered(letter: LeasedLetter, now: Date) {
      await letters.deleteOne({ _id: letter.id });
      await wakeNext(letter, now);
    },

    /** To be tried again; for its reason, where a try failed. Nothing where another job has it by now. */
    async postpone(letter: LeasedLetter, next: { dueAt: Date; unsure: boolean; reason?: string }) {
      const { dueAt, unsure, reason } = next;
      const tried = reason === undefined ? {} : { reason, attempts: letter.attempts + 1 };
      await letters.updateOne(held(letter), { $set: { dueAt, unsure, ...tried }, $unset: { lease: 1 } });
    },

    /** Never to be tried again; kept with the reason. */
    async giveUp(letter: LeasedLetter, reason: string, now: Date) {
      const end = { givenUpAt: now, reason, attempts: letter.attempts + 1 };
      await letters.updateOne(held(letter), { $set: end, $unset: { lease: 1, dueAt: 1 } });
      await wakeNext(letter, now);
    },

    /** Letters of this workspace, or those like this one, needn't be tried before then. */
    async putOff({ teamId, kind }: Letter, others: 'kind' | 'workspace', until: Date) {
      // An answer's letter is an update of messages, and Slack counts those apart from posts.
      const same = kind === 'answered' ? kind : mongoose.trusted({ $ne: 'answered' as const });
      const which = { teamId, dueAt: before(until), ...(others === 'kind' ? { kind: same } : {}) };
      await letters.updateMany(which, { $set: { dueAt: until } });
    },

    /** For the sweep of a workspace that uninstalled the app. */
    async sweepWorkspace(teamId: string, limit: number): Promise<number> {
      const some = await letters.find({ teamId }, { _id: 1 }).limit(limit).lean<{ _id: string }[]>();
      if (some.length > 0) await letters.deleteMany({ _id: among(some.map(({ _id }) => _id)) });
      return some.length;
    },
  };
}
