import mongoose, { type Connection } from 'mongoose';
import type { Page, PageRequest } from '../domain/page.ts';
import type { Project, ProjectForm } from '../domain/project.ts';
import { nameKey } from '../domain/text.ts';
import { refusingDuplicates } from './duplicate.ts';
import type { Keeping } from './kept.ts';
import { mostOfMine } from './memberships.ts';
import { pageByKey } from './page.ts';
import { projectDeletion } from './project-deletion.ts';
import { projectManagers } from './project-managers.ts';
import { idsInGroup, living, type ProjectRecord, projectSchema, shown } from './project-record.ts';
import { allFromStored, among, type Change, fromStoredOrNone, newId, readMilliseconds, type Stored } from './record.ts';

const taken = {
  key: { sentence: 'This workspace has a project with that key already: choose another key.', field: 'key' },
  nameKey: { sentence: 'This group has a project of that name already: choose another name.', field: 'name' },
};

/** Every read here knows living projects only. */
export function projectStore(connection: Connection, keep: Keeping) {
  const projects = connection.model<ProjectRecord>('project', projectSchema as never, 'projects');
  const kept = keep.cache<Project>();
  const get = async (id: string) =>
    fromStoredOrNone<Project>(await projects.findOne(living(id), shown).lean<Stored<Project>>());
  const getByKey = async (teamId: string, key: string) =>
    fromStoredOrNone<Project>(await projects.findOne({ teamId, key, deletedAt: null }, shown).lean<Stored<Project>>());
  return {
    ...projectManagers(projects, keep),
    ...projectDeletion(projects, keep),

    async create(
      project: ProjectForm & { groupId: string; teamId: string; managerId: string; createdAt: Date },
      change: Change,
    ) {
      const record = { _id: newId(), ...project, nameKey: nameKey(project.name), lastNumber: 0 };
      await refusingDuplicates(taken, () => projects.collection.insertOne(record as never, { session: change }));
      return record._id;
    },

    get,
    getByKey,

    /** The same, as they were within the last moments (kept.ts). */
    known: (id: string): Promise<Project | undefined> => kept.find(id, () => get(id)),
    knownByKey: (teamId: string, key: string): Promise<Project | undefined> =>
      kept.find(`${teamId} ${key}`, () => getByKey(teamId, key)),

    async inGroupsByKey(groupIds: readonly string[], key: string): Promise<Project | undefined> {
      const filter = { groupId: among(groupIds), key, deletedAt: null };
      return fromStoredOrNone<Project>(await projects.findOne(filter, shown).lean<Stored<Project>>());
    },

    async some(ids: readonly string[]): Promise<Project[]> {
      if (ids.length === 0) return [];
      return allFromStored<Project>(
        await projects
          .find({ _id: among(ids), deletedAt: null }, shown)
          .sort({ key: 1 })
          .lean(),
      );
    },

    /** The projects that an account is a member of (`memberships`: accountId, kind, of), by key. */
    async ofMember(accountId: string, change?: Change): Promise<Project[]> {
      const found = connection
        .collection('memberships')
        .aggregate<Stored<Project>>(
          [
            { $match: { accountId, kind: 'project' } },
            { $limit: mostOfMine },
            { $project: { _id: 0, of: 1 } },
            { $lookup: { from: 'projects', localField: 'of', foreignField: '_id', as: 'project' } },
            { $unwind: '$project' },
            { $replaceRoot: { newRoot: '$project' } },
            { $match: { deletedAt: null } },
            { $project: shown },
            { $sort: { key: 1, _id: 1 } },
          ],
          { ...(change && { session: change }), maxTimeMS: readMilliseconds },
        );
      return allFromStored<Project>(await found.toArray());
    },

    /** Projects of these groups, oldest first, without those named. */
    async page(groupIds: readonly string[], without: readonly string[], request: PageRequest): Promise<Page<Project>> {
      const others = without.length > 0 ? [{ _id: mongoose.trusted({ $nin: [...without] }) }] : [];
      return pageByKey(1, request, async (range, sort, limit) => {
        const filter = { groupId: among(groupIds), deletedAt: null, $and: [range, ...others] };
        return projects.find(filter, shown).sort({ _id: sort }).limit(limit).lean<Stored<Project>[]>();
      });
    },

    idsInGroup: (groupId: string, most: number) => idsInGroup(projects, groupId, most),

    /**
     * Makes the project's existence, and who manages it where that is given, a condition of the change: deleting it or
     * passing it on at the same time fails one of the two.
     */
    async hold(id: string, change: Change, managerId?: string): Promise<boolean> {
      const which = { ...living(id), ...(managerId === undefined ? {} : { managerId }) };
      return (
        (await projects.updateOne(which, { $set: { heldAt: new Date() } }, { session: change })).matchedCount === 1
      );
    },

    /** The project's next number, never given again (T1). Undefined where the project is gone. */
    async nextNumber(id: string): Promise<number | undefined> {
      const options = { returnDocument: 'after', projection: { lastNumber: 1 } } as const;
      const found = await projects
        .findOneAndUpdate(living(id), { $inc: { lastNumber: 1 } }, options)
        .lean<ProjectRecord>();
      return found?.lastNumber;
    },

    /** False where the manager has changed since, or the project is gone. */
    async edit(id: string, managerId: string, form: ProjectForm, change: Change): Promise<boolean> {
      keep.outdates(change);
      const set = { $set: { ...form, nameKey: nameKey(form.name) } };
      return refusingDuplicates(taken, async () => {
        return (await projects.updateOne({ ...living(id), managerId }, set, { session: change })).matchedCount === 1;
      });
    },
  };
}
