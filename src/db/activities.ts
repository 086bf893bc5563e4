import type { Connection } from 'mongoose';
import type { Activity } from '../domain/activity.ts';
import type { Delivery } from '../domain/actor.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import { AlreadyDone } from '../domain/refusal.ts';
import { keyBeginning, takeKey } from './delivery-keys.ts';
import { duplicatedField } from './duplicate.ts';
import { pageByKey } from './page.ts';
import { after, allFromStored, beginningWith, type Change, newId, recordSchema, type Stored } from './record.ts';

const activitySchema = recordSchema({
  at: { type: Date, required: true },
  kind: { type: String, required: true },
  actorId: { type: String, required: true },
  subjectId: String,
  groupId: String,
  projectId: String,
  taskId: String,
  delivery: String,
});
activitySchema.index({ groupId: 1, _id: 1 }, { partialFilterExpression: { groupId: { $exists: true } } });
/** With the group between, since what is looked for by project are those few that don't name theirs. */
activitySchema.index(
  { projectId: 1, groupId: 1, _id: 1 },
  { partialFilterExpression: { projectId: { $exists: true } } },
);
activitySchema.index({ actorId: 1, _id: 1 });
activitySchema.index({ taskId: 1, _id: -1 }, { partialFilterExpression: { taskId: { $exists: true } } });

activitySchema.index({ delivery: 1 }, { unique: true, sparse: true });

export type ActivityFilter = { groupId: string } | { actorId: string } | { projectId: string };

/** The record. It is added to, with the change it tells of, and read; nothing here edits or deletes. */
export function activityStore(connection: Connection) {
  const activities = connection.model<Stored<Activity>>('activity', activitySchema as never, 'activities');

  return {
    /**
     * The first entry carries the delivery's key, so that what is recorded is recorded, and done, once (S3).
     * @throws AlreadyDone
     */
    async add(entries: readonly Omit<Activity, 'id'>[], change: Change) {
      const [first, ...others] = entries.map((entry) => ({ _id: newId(), ...entry }));
      if (!first) return;
      const options = { session: change, ignoreUndefined: true };
      try {
        await activities.collection.insertOne({ ...first, delivery: takeKey(change) } as never, options);
      } catch (error) {
        if (duplicatedField(error) === 'delivery') throw new AlreadyDone();
        throw error;
      }
      if (others.length > 0) await activities.collection.insertMany(others as never, options);
    },

    /** Whether a part of this delivery was recorded. */
    async carries({ key }: Delivery): Promise<boolean> {
      const delivery = beginningWith(keyBeginning(key));
      return (await activities.findOne({ delivery }, { _id: 1 }).lean()) !== null;
    },

    /** A task's history, oldest first. */
    async ofTask(taskId: string, request: PageRequest): Promise<Page<Activity>> {
      return pageByKey(1, request, async (range, sort, limit) => {
        const found = activities
          .find({ taskId, ...range })
          .sort({ _id: sort })
          .limit(limit);
        return found.lean<Stored<Activity>[]>();
      });
    },

    /**
     * Oldest first, after that one: a group's, a person's, or a project's that don't name their group, as processes
     * before the migration "activities name their group" write them.
     */
    async some(of: ActivityFilter, afterId: string, limit: number): Promise<Activity[]> {
      const lacking = 'projectId' in of ? { groupId: null } : {};
      const filter: Record<string, unknown> = { ...of, ...lacking, _id: after(afterId) };
      const found = activities.find(filter).sort({ _id: 1 }).limit(limit);
      return allFromStored(await found.lean<Stored<Activity>[]>());
    },
  };
}

export type ActivityStore = ReturnType<typeof activityStore>;
