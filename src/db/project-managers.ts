import type { Project } from '../domain/project.ts';
import type { Keeping } from './kept.ts';
import { byManager, living, type Projects, shown } from './project-record.ts';
import { allFromStored, type Change, readMilliseconds } from './record.ts';

/** Of one group. */
export interface Managed {
  groupId: string;
  count: number;
  keys: string[];
}

/** Who manages which projects, and passing that on; part of the project store. */
export function projectManagers(projects: Projects, keep: Keeping) {
  return {
    /** Enough where the change also ends a membership: whom a project is passed on to has theirs held. */
    async isManagedBy(id: string, managerId: string, change: Change): Promise<boolean> {
      return (
        (await projects
          .findOne({ ...living(id), managerId }, { _id: 1 })
          .session(change)
          .lean()) !== null
      );
    },

    async managedBy(accountId: string, change?: Change): Promise<Project[]> {
      const found = projects
        .find({ managerId: accountId, deletedAt: null }, shown)
        .limit(100)
        .session(change ?? null);
      return allFromStored<Project>(await found.lean());
    },

    /** What an account manages, by group: how much, and the first keys (`managerId, groupId`). */
    async managedByGroup(accountId: string, which: { teamId?: string; keys: number }): Promise<Managed[]> {
      const found = projects.aggregate<Managed>(
        [
          { $match: { managerId: accountId, deletedAt: null, ...(which.teamId && { teamId: which.teamId }) } },
          {
            $group: {
              ...{ _id: '$groupId', groupId: { $first: '$groupId' } },
              ...{ count: { $sum: 1 }, keys: { $firstN: { input: '$key', n: which.keys } } },
            },
          },
          { $project: { _id: 0 } },
        ],
        { maxTimeMS: readMilliseconds },
      );
      return found;
    },

    async managedInGroup(accountId: string, groupId: string, change: Change): Promise<Project[]> {
      const filter = { groupId, managerId: accountId, deletedAt: null };
      return allFromStored<Project>(await projects.find(filter, shown).hint(byManager).session(change).lean());
    },

    /** All that an account manages in a group. */
    async transferInGroup(accountId: string, groupId: string, toId: string, change: Change) {
      keep.outdates(change);
      const filter = { groupId, managerId: accountId, deletedAt: null };
      await projects.updateMany(filter, { $set: { managerId: toId } }, { session: change, hint: byManager });
    },

    /** False where the manager is no longer the one given, or the project is gone. */
    async transfer(id: string, managerId: string, toId: string, change: Change): Promise<boolean> {
      keep.outdates(change);
      const set = { $set: { managerId: toId } };
      return (await projects.updateOne({ ...living(id), managerId }, set, { session: change })).matchedCount === 1;
    },
  };
}
