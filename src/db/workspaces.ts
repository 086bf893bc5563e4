import mongoose, { type Connection } from 'mongoose';
import { free, type Leased, lease, release } from './lease.ts';
import { after, among, recordSchema } from './record.ts';

/** What a request says was so when Slack sent it: one that is older isn't taken (S1). */
const onItsWayMilliseconds = 5 * 60_000;

/** A workspace that its organisation's installation serves, or served. */
interface WorkspaceRecord extends Leased {
  _id: string;
  enterpriseId: string;
  /** When that was known last. */
  grantedAt?: Date;
  /** Since when it is served no longer, until what came from the workspace is swept. */
  revokedAt?: Date;
}

const workspaceSchema = recordSchema({
  enterpriseId: { type: String, required: true },
  grantedAt: Date,
  revokedAt: Date,
  leasedUntil: Date,
});
workspaceSchema.index({ enterpriseId: 1, _id: 1 });
workspaceSchema.index({ revokedAt: 1 }, { sparse: true });

export function workspaceStore(connection: Connection) {
  const workspaces = connection.model<WorkspaceRecord>('workspace', workspaceSchema as never, 'workspaces');

  /** Those of them that no organisation is known of are this one's; the others stay as they are. */
  async function note(teamIds: readonly string[], enterpriseId: string) {
    const added = { update: { $setOnInsert: { enterpriseId } }, upsert: true };
    await workspaces.bulkWrite(teamIds.map((_id) => ({ updateOne: { filter: { _id }, ...added } })));
  }

  /** Told late, twice or in another order as it may be, the younger of both wins, and a grant of the same second. */
  async function grant(teamIds: readonly string[], enterpriseId: string, at: Date) {
    await note(teamIds, enterpriseId);
    const theirs = { _id: among(teamIds), enterpriseId };
    await workspaces.updateMany(theirs, { $max: { grantedAt: at } });
    const earlier = mongoose.trusted({ $lte: at });
    await workspaces.updateMany({ ...theirs, revokedAt: earlier }, { $unset: { revokedAt: 1 } });
  }

  return {
    note,
    grant,

    /** Somebody asked there, by way of the organisation: so it served the workspace when they did. */
    async belongs(teamId: string, enterpriseId: string, at: Date) {
      const other = mongoose.trusted({ $ne: enterpriseId });
      const moved = { $set: { enterpriseId }, $unset: { grantedAt: 1, revokedAt: 1 } };
      await workspaces.updateOne({ _id: teamId, enterpriseId: other }, moved);
      await grant([teamId], enterpriseId, new Date(at.getTime() - onItsWayMilliseconds));
    },

    /** As `grant`, of the organisation's own alone. */
    async revoke(teamIds: readonly string[], enterpriseId: string, at: Date) {
      await note(teamIds, enterpriseId);
      const grantedAt = mongoose.trusted({ $not: { $gte: at } });
      await workspaces.updateMany({ _id: among(teamIds), enterpriseId, grantedAt }, { $max: { revokedAt: at } });
    },

    async enterpriseOf(teamId: string): Promise<string | undefined> {
      return (await workspaces.findOne({ _id: teamId, revokedAt: null }).lean<WorkspaceRecord>())?.enterpriseId;
    },

    /** Which of these are served no longer, and aren't swept yet. */
    async revokedOf(teamIds: readonly string[]): Promise<string[]> {
      const gone = { _id: among(teamIds), revokedAt: after(new Date(0)) };
      return (await workspaces.find(gone, { _id: 1 }).lean<{ _id: string }[]>()).map(({ _id }) => _id);
    },

    /** One that is served no longer since before `until`, for this job alone until the lease ends. */
    async leaseRevoked(until: Date, now: Date): Promise<{ teamId: string; revokedAt: Date } | undefined> {
      const due = { revokedAt: mongoose.trusted({ $gt: new Date(0), $lt: until }), ...free(now) };
      const found = await workspaces
        .findOneAndUpdate(due, lease(now), { sort: { revokedAt: 1 } })
        .lean<WorkspaceRecord>();
      return found?.revokedAt && { teamId: found._id, revokedAt: found.revokedAt };
    },

    async release(teamId: string) {
      await workspaces.updateOne({ _id: teamId }, release);
    },

    async removeRevoked(teamId: string, revokedAt: Date) {
      await workspaces.deleteOne({ _id: teamId, revokedAt });
    },

    /** For the sweep: one of the organisation's that is still there. */
    async nextOf(enterpriseId: string): Promise<string | undefined> {
      return (await workspaces.findOne({ enterpriseId }).sort({ _id: 1 }).lean<WorkspaceRecord>())?._id;
    },

    async remove(teamId: string) {
      await workspaces.deleteOne({ _id: teamId });
    },

    /** One that is swept, unless its organisation took the app away from it, or gave it after `at`. */
    async removeSwept(teamId: string, at: Date) {
      const grantedAt = mongoose.trusted({ $not: { $gt: at } });
      await workspaces.deleteOne({ _id: teamId, revokedAt: null, grantedAt });
    },
  };
}
