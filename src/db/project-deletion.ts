import { freedKey } from '../domain/text.ts';
import type { Keeping } from './kept.ts';
import { idsInGroup, living, type Projects } from './project-record.ts';
import { after, among, type Change } from './record.ts';

/** Marking projects as deleted, which every read respects, and taking what is marked; part of the project store. */
export function projectDeletion(projects: Projects, keep: Keeping) {
  /** A pipeline, since each project's freed keys hold its own id. */
  const mark = (at: Date) => {
    const freed = { $concat: [freedKey(''), '$_id'] };
    return [{ $set: { deletedAt: at, nameKey: freed, key: freed } }];
  };

  return {
    async markDeleted(id: string, managerId: string, at: Date, change: Change): Promise<boolean> {
      keep.outdates(change);
      return (
        (await projects.updateOne({ ...living(id), managerId }, mark(at), { session: change, updatePipeline: true }))
          .matchedCount === 1
      );
    },

    /** Marks up to `most` projects of a deleted group; how many. */
    async markInGroup(groupId: string, at: Date, most: number, change?: Change): Promise<number> {
      if (change) keep.outdates(change);
      const ids = await idsInGroup(projects, groupId, most, change);
      const options = { ...(change && { session: change }), updatePipeline: true };
      if (ids.length > 0) await projects.updateMany({ _id: among(ids), deletedAt: null }, mark(at), options);
      return ids.length;
    },

    async nextDeleted(): Promise<string | undefined> {
      return (await projects.findOne({ deletedAt: after(new Date(0)) }, { _id: 1 }).lean<{ _id: string }>())?._id;
    },

    async sweep(id: string) {
      await projects.deleteOne({ _id: id });
    },
  };
}
