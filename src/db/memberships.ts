import type { Connection } from 'mongoose';
import type { Page, PageRequest } from '../domain/page.ts';
import { refusingDuplicates } from './duplicate.ts';
import { pageByKey } from './page.ts';
import { after, among, type Change, newId, recordSchema, type Stored } from './record.ts';

type MembershipKind = 'group' | 'project';

/** One account in one group or project. `of` is that group's or project's id; `groupId` is the group in both cases. */
interface Membership {
  id: string;
  kind: MembershipKind;
  of: string;
  groupId: string;
  accountId: string;
  joinedAt: Date;
}

const membershipSchema = recordSchema({
  kind: { type: String, required: true },
  of: { type: String, required: true },
  groupId: { type: String, required: true },
  accountId: { type: String, required: true },
  joinedAt: { type: Date, required: true },
  heldAt: Date,
  suspendedAt: Date,
});
membershipSchema.index({ of: 1, accountId: 1 }, { unique: true });
membershipSchema.index({ of: 1, _id: 1 });
membershipSchema.index({ accountId: 1, kind: 1, of: 1 });
membershipSchema.index({ groupId: 1, accountId: 1 });

/** Nobody reads a longer list of what is theirs; a person of more groups or projects names the one they mean. */
export const mostOfMine = 1000;

export function membershipStore(connection: Connection) {
  const memberships = connection.model<Stored<Membership>>('membership', membershipSchema as never, 'memberships');

  return {
    /** @throws Refusal for somebody who is a member already. */
    async add(member: Omit<Membership, 'id'>, change: Change) {
      const sentence = `You are a member of this ${member.kind} already.`;
      await refusingDuplicates({ accountId: { sentence } }, () =>
        memberships.collection.insertOne({ _id: newId(), ...member } as never, { session: change }),
      );
    },

    /** Makes each a member unless they are one. */
    async ensure(members: readonly Omit<Membership, 'id'>[], change: Change) {
      const upserts = members.map(({ of, accountId, ...rest }) => {
        const update = { $setOnInsert: { _id: newId(), ...rest }, $set: { heldAt: new Date() } };
        return { updateOne: { filter: { of, accountId }, update, upsert: true } };
      });
      if (upserts.length > 0) await memberships.bulkWrite(upserts as never, { session: change });
    },

    async has(accountId: string, of: string, change?: Change): Promise<boolean> {
      const found = memberships.findOne({ of, accountId }, { _id: 1 }).session(change ?? null);
      return (await found.lean()) !== null;
    },

    /**
     * Makes the membership a condition of the change (T8): leaving, removal and deletion delete this very document, so
     * of two at the same time one is made again after the other and then sees it. False: not a member, or suspended.
     */
    async hold(accountId: string, of: string, change: Change): Promise<boolean> {
      const held = { $set: { heldAt: new Date() } };
      const filter = { of, accountId, suspendedAt: null };
      // The driver's own: nearly every change holds a membership, and mongoose's casting is a tenth of the call.
      return (await memberships.collection.updateOne(filter, held, { session: change })).matchedCount === 1;
    },

    /** All of an account's are there and can't be held, until they are resumed: nobody acts for it meanwhile. */
    async suspend(accountId: string, suspendedAt: Date, change: Change) {
      await memberships.updateMany({ accountId }, { $set: { suspendedAt } }, { session: change });
    },

    async resume(accountId: string, change: Change) {
      const suspended = { accountId, suspendedAt: after(new Date(0)) };
      await memberships.updateMany(suspended, { $unset: { suspendedAt: 1 } }, { session: change });
    },

    async remove(accountId: string, of: string, change: Change): Promise<boolean> {
      return (await memberships.deleteOne({ of, accountId }, { session: change })).deletedCount === 1;
    },

    /** Out of the group and all its projects. */
    async removeFromGroup(accountId: string, groupId: string, change: Change) {
      await memberships.deleteMany({ groupId, accountId }, { session: change });
    },

    async removeEverywhere(accountId: string, change: Change) {
      await memberships.deleteMany({ accountId }, { session: change });
    },

    /** Ids of the groups, or projects, that an account is in. */
    async ofAccount(accountId: string, kind: MembershipKind, change?: Change): Promise<string[]> {
      const mine = memberships.find({ accountId, kind }, { of: 1, _id: 0 }).limit(mostOfMine);
      return (await mine.session(change ?? null).lean<{ of: string }[]>()).map((membership) => membership.of);
    },

    /** Which of these people are members. */
    async which(accountIds: readonly string[], of: string): Promise<Set<string>> {
      const found = await memberships.find({ of, accountId: among(accountIds) }, { accountId: 1 }).lean<Membership[]>();
      return new Set(found.map((membership) => membership.accountId));
    },

    /** Members in the order of joining. */
    async page(of: string, request: PageRequest): Promise<Page<Membership>> {
      return pageByKey(1, request, async (range, sort, limit) => {
        const found = memberships
          .find({ of, ...range })
          .sort({ _id: sort })
          .limit(limit);
        return found.lean<Stored<Membership>[]>();
      });
    },

    /** The projects of one group that an account is in. */
    async projectsInGroup(accountId: string, groupId: string, change: Change): Promise<string[]> {
      const filter = { groupId, accountId, kind: 'project' as const };
      const mine = memberships.find(filter, { of: 1, _id: 0 }).session(change);
      return (await mine.lean<{ of: string }[]>()).map((membership) => membership.of);
    },

    async count(of: string, most: number): Promise<number> {
      return memberships.countDocuments({ of }, { limit: most });
    },

    /** For the sweep of what was deleted: up to `limit` memberships of it go. */
    async sweep(filter: { of: string } | { groupId: string }, limit: number): Promise<number> {
      const some = await memberships.find(filter, { _id: 1 }).limit(limit).lean<{ _id: string }[]>();
      if (some.length > 0) await memberships.deleteMany({ _id: among(some.map((membership) => membership._id)) });
      return some.length;
    },
  };
}
