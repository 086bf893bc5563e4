import mongoose, { type Connection } from 'mongoose';
import type { Page, PageRequest } from '../domain/page.ts';
import type { Project, ProjectForm } from '../domain/project.ts';
import { freedKey, nameKey } from '../domain/text.ts';
import { refusingDuplicates } from './duplicate.ts';
import type { Keeping } from './kept.ts';
import { mostOfMine } from './memberships.ts';
import { pageByKey } from './page.ts';
import {
  after,
  among,
  type Change,
  fromStored,
  fromStoredOrNone,
  newId,
  readMilliseconds,
  recordSchema,
  type Stored,
} from './record.ts';

interface ProjectRecord extends Stored<Project> {
  nameKey: string;
  /** The number that the project's latest task got; only ever grows (T1). */
  lastNumber: number;
  heldAt?: Date;
  deletedAt?: Date | null;
}

const projectSchema = recordSchema({
  groupId: { type: String, required: true },
  teamId: { type: String, required: true },
  key: { type: String, required: true },
  name: { type: String, required: true },
  nameKey: { type: String, required: true },
  description: { type: String, default: '' },
  managerId: { type: String, required: true },
  createdAt: { type: Date, required: true },
  lastNumber: { type: Number, required: true },
  heldAt: Date,
  deletedAt: Date,
});
projectSchema.index({ teamId: 1, key: 1 }, { unique: true });
projectSchema.index({ groupId: 1, nameKey: 1 }, { unique: true });
projectSchema.index({ groupId: 1, key: 1 });
projectSchema.index({ groupId: 1, _id: 1 });
projectSchema.index({ managerId: 1, groupId: 1 });
projectSchema.index({ deletedAt: 1 }, { sparse: true });

const taken = {
  key: { sentence: 'This workspace has a project with that key already: choose another key.', field: 'key' },
  nameKey: { sentence: 'This group has a project of that name already: choose another name.', field: 'name' },
};
const shown = { nameKey: 0, lastNumber: 0, heldAt: 0 } as const;

/** Every read here knows living projects only; deleting a group marks its projects in the same change. */
/** Of one group. */
export interface Managed {
  groupId: string;
  count: number;
  keys: string[];
}

export function projectStore(connection: Connection, keep: Keeping) {
  const projects = connection.model<ProjectRecord>('project', projectSchema as never, 'projects');
  const living = (id: string) => ({ _id: id, deletedAt: null });
  const list = (found: Stored<Project>[]) => found.map((record) => fromStored<Project>(record));
  const kept = keep.cache<Project>();
  const get = async (id: string) =>
    fromStoredOrNone<Project>(await projects.findOne(living(id), shown).lean<Stored<Project>>());
  const getByKey = async (teamId: string, key: string) =>
    fromStoredOrNone<Project>(await projects.findOne({ teamId, key, deletedAt: null }, shown).lean<Stored<Project>>());
  /** A pipeline, since each project's freed keys hold its own id. */
  const mark = (at: Date) => {
    const freed = { $concat: [freedKey(''), '$_id'] };
    return [{ $set: { deletedAt: at, nameKey: freed, key: freed } }];
  };

  return {
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
      return list(
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
      return list(await found.toArray());
    },

    /** Projects of these groups, oldest first, without those named. */
    async page(groupIds: readonly string[], without: readonly string[], request: PageRequest): Promise<Page<Project>> {
      const others = without.length > 0 ? [{ _id: mongoose.trusted({ $nin: [...without] }) }] : [];
      return pageByKey(1, request, async (range, sort, limit) => {
        const filter = { groupId: among(groupIds), deletedAt: null, $and: [range, ...others] };
        return list(await projects.find(filter, shown).sort({ _id: sort }).limit(limit).lean());
      });
    },

    /** Ids of a group's projects, at most so many. */
    async idsInGroup(groupId: string, most: number): Promise<string[]> {
      const found = projects.find({ groupId, deletedAt: null }, { _id: 1 }).limit(most);
      return (await found.lean<{ _id: string }[]>()).map((project) => project._id);
    },

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
      return list(await found.lean());
    },

    /** What an account manages, by group: how much, and the first keys (`managerId, groupId`). */
    async managedByGroup(accountId: string, which: { teamId?: string; keys: number }): Promise<Managed[]> {
      const found = projects.aggregate<Managed>(
        [
          { $match: { managerId: accountId, deletedAt: null, ...(which.teamId && { teamId: which.teamId }) } },
          { $sort: { _id: 1 } },
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
      return list(await projects.find(filter, shown).sort({ _id: 1 }).session(change).lean());
    },

    /** All that an account manages in a group. */
    async transferInGroup(accountId: string, groupId: string, toId: string, change: Change) {
      keep.outdates(change);
      const filter = { groupId, managerId: accountId, deletedAt: null };
      await projects.updateMany(filter, { $set: { managerId: toId } }, { session: change });
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

    /** False where the manager is no longer the one given, or the project is gone. */
    async transfer(id: string, managerId: string, toId: string, change: Change): Promise<boolean> {
      keep.outdates(change);
      const set = { $set: { managerId: toId } };
      return (await projects.updateOne({ ...living(id), managerId }, set, { session: change })).matchedCount === 1;
    },

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
      const some = projects
        .find({ groupId, deletedAt: null }, { _id: 1 })
        .limit(most)
        .session(change ?? null);
      const ids = (await some.lean<{ _id: string }[]>()).map(({ _id }) => _id);
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
