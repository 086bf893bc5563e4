import type { Connection } from 'mongoose';
import { type SlackUser, slackUserKey } from '../domain/actor.ts';
import type { Invitation, InvitationStatus } from '../domain/group.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import { freedKey } from '../domain/text.ts';
import { refusingDuplicates } from './duplicate.ts';
import { pageByKey } from './page.ts';
import { allFromStored, among, type Change, fromStoredOrNone, newId, recordSchema, type Stored } from './record.ts';

/** Where the invitation's message was posted, so that it can show the answer afterwards (G4). */
interface PostedMessage {
  teamId: string;
  channel: string;
  ts: string;
}

interface InvitationRecord extends Stored<Invitation> {
  /** Whom it waits for: "account:ID" or "slack:TEAM:USER"; freed by the answer, so that they can be invited again. */
  inviteeKey: string;
  messages?: PostedMessage[];
}

const invitationSchema = recordSchema({
  groupId: { type: String, required: true },
  inviterId: { type: String, required: true },
  status: { type: String, required: true },
  accountId: String,
  slackUser: { type: { teamId: String, userId: String }, _id: false, default: undefined },
  writtenTo: { type: { teamId: String, userId: String }, _id: false, default: undefined },
  inviteeKey: { type: String, required: true },
  createdAt: { type: Date, required: true },
  answeredAt: Date,
  messages: { type: [{ teamId: String, channel: String, ts: String, _id: false }], default: undefined },
});
invitationSchema.index({ groupId: 1, inviteeKey: 1 }, { unique: true });
invitationSchema.index({ inviteeKey: 1, _id: 1 });
invitationSchema.index({ groupId: 1, status: 1, _id: 1 });
invitationSchema.index({ 'messages.teamId': 1 }, { sparse: true });
invitationSchema.index({ 'slackUser.teamId': 1 }, { sparse: true });
invitationSchema.index({ 'writtenTo.teamId': 1 }, { sparse: true });

export const invitedAccount = (accountId: string) => `account:${accountId}`;
export const invitedSlackUser = (user: SlackUser) => `slack:${slackUserKey(user)}`;

const shown = { inviteeKey: 0, messages: 0 } as const;

export function invitationStore(connection: Connection) {
  const invitations = connection.model<InvitationRecord>('invitation', invitationSchema as never, 'invitations');

  return {
    /** @throws Refusal where this person's invitation is pending already. */
    async create(
      invitation: Pick<Invitation, 'groupId' | 'inviterId' | 'createdAt'> & {
        accountId?: string;
        slackUser?: SlackUser;
        writtenTo?: SlackUser;
      },
      change: Change,
    ): Promise<string> {
      const { accountId, slackUser } = invitation;
      const inviteeKey = accountId ? invitedAccount(accountId) : invitedSlackUser(slackUser as SlackUser);
      const record = { _id: newId(), ...invitation, status: 'pending', inviteeKey };
      await refusingDuplicates({ inviteeKey: { sentence: 'They are invited already.', field: 'person' } }, () =>
        invitations.collection.insertOne(record as never, { session: change }),
      );
      return record._id;
    },

    async get(id: string): Promise<Invitation | undefined> {
      return fromStoredOrNone<Invitation>(await invitations.findOne({ _id: id }, shown).lean<Stored<Invitation>>());
    },

    async pendingOf(groupId: string, inviteeKey: string, change?: Change): Promise<Invitation | undefined> {
      const found = invitations.findOne({ groupId, inviteeKey }, shown).session(change ?? null);
      return fromStoredOrNone<Invitation>(await found.lean<Stored<Invitation>>());
    },

    /** Pending ones of a Slack user without an account, oldest first. */
    async waitingFor(user: SlackUser, limit: number, change: Change): Promise<Invitation[]> {
      const inviteeKey = invitedSlackUser(user);
      return allFromStored<Invitation>(
        await invitations.find({ inviteeKey }, shown).sort({ _id: 1 }).limit(limit).session(change).lean(),
      );
    },

    /** Pending ones of a person, oldest first, by each of the keys that they wait under. */
    async waitingPage(inviteeKeys: readonly string[], request: PageRequest): Promise<Page<Invitation>> {
      return pageByKey(1, request, async (range, sort, limit) => {
        const filter = { inviteeKey: among(inviteeKeys), ...range };
        return invitations.find(filter, shown).sort({ _id: sort }).limit(limit).lean<Stored<Invitation>[]>();
      });
    },

    async pendingPage(groupId: string, request: PageRequest): Promise<Page<Invitation>> {
      return pageByKey(1, request, async (range, sort, limit) => {
        const filter = { groupId, status: 'pending' as const, ...range };
        return invitations.find(filter, shown).sort({ _id: sort }).limit(limit).lean<Stored<Invitation>[]>();
      });
    },

    async countPending(groupId: string, most: number): Promise<number> {
      return invitations.countDocuments({ groupId, status: 'pending' }, { limit: most });
    },

    /** Which of these people have a pending invitation to the group. */
    async which(accountIds: readonly string[], groupId: string): Promise<Set<string>> {
      const filter = { groupId, inviteeKey: among(accountIds.map(invitedAccount)) };
      const found = await invitations.find(filter, { accountId: 1 }).lean<{ accountId: string }[]>();
      return new Set(found.map((invitation) => invitation.accountId));
    },

    /** Answers a pending invitation; false where it was answered or withdrawn before. */
    async answer(id: string, status: Exclude<InvitationStatus, 'pending'>, at: Date, change: Change): Promise<boolean> {
      const set = { $set: { status, answeredAt: at, inviteeKey: freedKey(id) } };
      return (await invitations.updateOne({ _id: id, status: 'pending' }, set, { session: change })).matchedCount === 1;
    },

    /** A Slack user got an account: their invitation waits for the account from now on. */
    async hand(id: string, accountId: string, change: Change) {
      const set = { $set: { accountId, inviteeKey: invitedAccount(accountId) } };
      await invitations.updateOne({ _id: id, status: 'pending' }, set, { session: change });
    },

    async removeWaitingFor(inviteeKey: string, change: Change) {
      await invitations.deleteMany({ inviteeKey }, { session: change });
    },

    /** Also where that was noted before. */
    async posted(id: string, message: PostedMessage) {
      await invitations.updateOne({ _id: id }, { $addToSet: { messages: message } });
    },

    async messagesOf(id: string): Promise<PostedMessage[]> {
      const found = await invitations.findOne({ _id: id }, { messages: 1 }).lean<{ messages?: PostedMessage[] }>();
      return found?.messages ?? [];
    },

    /**
     * For the sweep of a workspace that uninstalled the app: where messages were posted there is forgotten, and so is who
     * was invited there; an invitation that waits for somebody without an account goes. Up to `limit` of each at a time.
     */
    async sweepWorkspace(teamId: string, limit: number): Promise<number> {
      const some = async (filter: Record<string, unknown>) =>
        (await invitations.find(filter, { _id: 1 }).limit(limit).lean<{ _id: string }[]>()).map(({ _id }) => _id);
      const posted = await some({ 'messages.teamId': teamId });
      await invitations.updateMany({ _id: among(posted) }, { $pull: { messages: { teamId } } });
      const invited = await some({ 'slackUser.teamId': teamId });
      await invitations.deleteMany({ _id: among(invited), status: 'pending', accountId: null });
      await invitations.updateMany({ _id: among(invited) }, { $unset: { slackUser: 1 } });
      const written = await some({ 'writtenTo.teamId': teamId });
      await invitations.updateMany({ _id: among(written) }, { $unset: { writtenTo: 1 } });
      return posted.length + invited.length + written.length;
    },

    async sweep(groupId: string) {
      await invitations.deleteMany({ groupId });
    },
  };
}
