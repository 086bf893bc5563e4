import mongoose, { type Connection } from 'mongoose';
import { type Person, type SlackUser, slackUserKey } from '../domain/actor.ts';
import { nameKey } from '../domain/text.ts';
import { refusingDuplicates } from './duplicate.ts';
import type { Keeping } from './kept.ts';
import { among, type Change, recordSchema } from './record.ts';

type Findable = Omit<Person, 'id'>;

/**
 * A Slack user linked to an account (A3). Its id is "team:user", so a Slack user has at most one account. It has the
 * account's names, since every interaction needs them.
 */
interface Identity extends SlackUser, Findable {
  _id: string;
  accountId: string;
  linkedAt: Date;
  /** The beginnings one can be found by in this workspace (G3): username, first name, surname, full name. */
  searchWords: string[];
}

const identitySchema = recordSchema({
  teamId: { type: String, required: true },
  userId: { type: String, required: true },
  accountId: { type: String, required: true },
  linkedAt: { type: Date, required: true },
  firstName: { type: String, required: true },
  surname: { type: String, required: true },
  username: { type: String, required: true },
  searchWords: { type: [String], required: true },
});
identitySchema.index({ accountId: 1 });
const bySearchWord = { teamId: 1, searchWords: 1 } as const;
identitySchema.index(bySearchWord);

const named = ({ firstName, surname, username }: Findable) => ({
  firstName,
  surname,
  username,
  searchWords: [username, firstName, surname, `${firstName} ${surname}`].map(nameKey),
});

export function identityStore(connection: Connection, keep: Keeping) {
  const identities = connection.model<Identity>('identity', identitySchema as never, 'identities');
  const kept = keep.cache<Identity>();
  const find = async (user: SlackUser) =>
    (await identities.findOne({ _id: slackUserKey(user) }).lean<Identity>()) ?? undefined;

  return {
    async link(user: SlackUser, accountId: string, person: Findable, linkedAt: Date, change: Change) {
      const { teamId, userId } = user;
      const record = { _id: slackUserKey(user), teamId, userId, accountId, linkedAt, ...named(person) };
      await refusingDuplicates(
        { _id: { sentence: 'You have an account already: use `/account` to see it, or sign out first.' } },
        () => identities.collection.insertOne(record as never, { session: change }),
      );
    },

    /**
     * Makes that nobody is linked to a Slack user a condition of the change: what links somebody at the same time writes
     * the same key, so that one of the two is made again after the other. @throws Refusal where somebody is
     */
    async holdUnlinked(user: SlackUser, change: Change) {
      const record = { _id: slackUserKey(user) };
      await refusingDuplicates(
        { _id: { sentence: 'They have signed up or in just now: invite them again.', field: 'person' } },
        () => identities.collection.insertOne(record as never, { session: change }),
      );
      await identities.collection.deleteOne(record as never, { session: change });
    },

    find,

    /** The same, as it was within the last moments (kept.ts). */
    known: (user: SlackUser): Promise<Identity | undefined> => kept.find(slackUserKey(user), () => find(user)),

    async ofAccount(accountId: string, change?: Change): Promise<Identity[]> {
      const found = identities.find({ accountId }).sort({ linkedAt: 1 }).limit(100);
      return found.session(change ?? null).lean<Identity[]>();
    },

    /** Which of these accounts can be written to: some Slack user is linked to them. */
    async which(accountIds: readonly string[]): Promise<Set<string>> {
      const found = await identities.find({ accountId: among(accountIds) }, { accountId: 1 }).lean<Identity[]>();
      return new Set(found.map((identity) => identity.accountId));
    },

    async rename(accountId: string, person: Findable, change: Change) {
      keep.outdates(change);
      await identities.updateMany({ accountId }, { $set: named(person) }, { session: change });
    },

    async unlink(user: SlackUser, change: Change): Promise<boolean> {
      keep.outdates(change);
      return (await identities.deleteOne({ _id: slackUserKey(user) }, { session: change })).deletedCount === 1;
    },

    /** For the sweep of a workspace that uninstalled the app: up to `limit` of those linked before go. */
    async sweepWorkspace(teamId: string, until: Date, limit: number): Promise<number> {
      const filter = { teamId, linkedAt: mongoose.trusted({ $lte: until }) };
      const some = await identities.find(filter, { _id: 1 }).limit(limit).lean<{ _id: string }[]>();
      if (some.length > 0) await identities.deleteMany({ _id: among(some.map(({ _id }) => _id)), ...filter });
      return some.length;
    },

    async unlinkAll(accountId: string, change: Change) {
      keep.outdates(change);
      await identities.deleteMany({ accountId }, { session: change });
    },

    /** Accounts of one workspace by the beginning of a name or username; at most `limit` (a person of two identities once). */
    async search(teamId: string, beginning: string, limit: number): Promise<string[]> {
      const from = nameKey(beginning);
      // One and the same word must lie between both bounds.
      const range = mongoose.trusted({ $elemMatch: { $gte: from, $lt: `${from}\u{10FFFF}` } });
      const found = await identities
        .find({ teamId, searchWords: range }, { accountId: 1 })
        // In the index's own order, and no further than the limit: a sort by a list reads all that begin so.
        .hint(bySearchWord)
        .limit(limit * 2)
        .lean<Identity[]>();
      return [...new Set(found.map((identity) => identity.accountId))].slice(0, limit);
    },
  };
}
