import { inBatches, type Migration } from './migration.ts';

interface ActivityRecord {
  _id: string;
  projectId?: string;
  groupId?: string;
}

/**
 * What an account's deletion freed was recorded without the group, so a group's record lacked it. Of a project that is
 * gone the group isn't known any more, and its activities stay as they are. Until a contract, reading a group's record
 * looks for such ones, too (activities.ts).
 */
export const activitiesNameTheirGroup: Migration = {
  id: '0001 activities name their group',
  contract: false,
  batch(database, cursor) {
    const activities = database.collection<ActivityRecord>('activities');
    const projects = database.collection<{ _id: string; groupId: string }>('projects');
    return inBatches(activities, cursor, { projectId: 1, groupId: 1 }, async (found) => {
      const lacking = found.flatMap(({ projectId, groupId }) => (projectId && !groupId ? [projectId] : []));
      for (const { _id, groupId } of await projects.find({ _id: { $in: lacking } }).toArray())
        await activities.updateMany(
          { _id: { $in: found.map((one) => one._id) }, projectId: _id, groupId: { $exists: false } },
          { $set: { groupId } },
        );
    });
  },
};
