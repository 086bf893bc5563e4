import mongoose, { type Connection } from 'mongoose';
import type { Page, PageRequest } from '../domain/page.ts';
import type { Task, TaskForm, TaskStatus } from '../domain/task.ts';
import { pageByKey } from './page.ts';
import { among, type Change, fromStored, fromStoredOrNone, newId, recordSchema, type Stored } from './record.ts';

const taskSchema = recordSchema({
  projectId: { type: String, required: true },
  number: { type: Number, required: true },
  title: { type: String, required: true },
  description: { type: String, default: '' },
  link: String,
  linkTeamId: String,
  status: { type: String, required: true },
  creatorId: { type: String, required: true },
  createdAt: { type: Date, required: true },
  claimantId: String,
  claimedAt: Date,
  completerId: String,
  completedAt: Date,
});
taskSchema.index({ projectId: 1, number: 1 }, { unique: true });
taskSchema.index({ projectId: 1, status: 1, _id: -1 });
taskSchema.index({ claimantId: 1, status: 1, projectId: 1, _id: -1 });
taskSchema.index({ completerId: 1, projectId: 1, _id: -1 });
taskSchema.index({ linkTeamId: 1 }, { sparse: true });
taskSchema.index({ creatorId: 1, projectId: 1, _id: -1 });

export type TaskFilter =
  | { projectIds: readonly string[]; status: TaskStatus }
  | { projectIds: readonly string[]; claimantId: string }
  | { projectIds: readonly string[]; completerId: string }
  | { projectIds: readonly string[]; creatorId: string };

type Held = Pick<Task, 'claimantId' | 'claimedAt' | 'completerId' | 'completedAt'>;

/** What a step of a task's life writes, and takes off. */
export interface TaskChange {
  set: { status: TaskStatus } & Partial<Held>;
  unset?: readonly (keyof Held)[];
}

export type TaskPlace = { id: string } | { projectId: string; number: number };

/** Which task, and how it must be for the step to be made. */
export type TaskGuard = TaskPlace & {
  status: TaskStatus;
  claimantId?: string | undefined;
};

/** In these projects, or in all; up to so many. */
interface Within {
  projectIds?: readonly string[] | undefined;
  most?: number;
}

export function taskStore(connection: Connection) {
  const tasks = connection.model<Stored<Task>>('task', taskSchema as never, 'tasks');
  const list = (found: Stored<Task>[]) => found.map((record) => fromStored<Task>(record));

  function claimedBy(claimantId: string, projectIds: readonly string[] | undefined) {
    const where = projectIds ? { projectId: among(projectIds) } : {};
    return { claimantId, status: 'claimed' as const, ...where };
  }

  function filterOf(filter: TaskFilter) {
    const projectId = among(filter.projectIds);
    if ('status' in filter) return { projectId, status: filter.status };
    if ('claimantId' in filter) return { projectId, claimantId: filter.claimantId, status: 'claimed' as const };
    if ('completerId' in filter) return { projectId, completerId: filter.completerId };
    return { projectId, creatorId: filter.creatorId };
  }

  return {
    async create(
      task: TaskForm & {
        projectId: string;
        number: number;
        creatorId: string;
        createdAt: Date;
        teamId: string;
        link?: string | undefined;
      },
      change: Change,
    ): Promise<Task> {
      const { link, teamId, ...rest } = task;
      const linked = link ? { link, linkTeamId: teamId } : {};
      const record = { _id: newId(), ...rest, ...linked, status: 'open' as const };
      await tasks.collection.insertOne(record as never, { session: change });
      return fromStored<Task>(record);
    },

    async get(id: string): Promise<Task | undefined> {
      return fromStoredOrNone<Task>(await tasks.findOne({ _id: id }).lean<Stored<Task>>());
    },

    async getByNumber(projectId: string, number: number): Promise<Task | undefined> {
      return fromStoredOrNone<Task>(await tasks.findOne({ projectId, number }).lean<Stored<Task>>());
    },

    /**
     * The guarded step: made only while the task is as the guard says, so however many press at once, one gets it
     * (T2). Undefined where it isn't so, or isn't there.
     */
    async step(guard: TaskGuard, { set, unset = [] }: TaskChange, change: Change): Promise<Task | undefined> {
      const { status, claimantId = null } = guard;
      const which = 'id' in guard ? { _id: guard.id } : { projectId: guard.projectId, number: guard.number };
      const update = {
        $set: set,
        ...(unset.length > 0 ? { $unset: Object.fromEntries(unset.map((name) => [name, 1])) } : {}),
      };
      const options = { session: change, returnDocument: 'after' } as const;
      const found = tasks.collection.findOneAndUpdate(
        { ...which, status, claimantId } as never,
        update as never,
        options,
      );
      return fromStoredOrNone<Task>((await found) as Stored<Task> | null);
    },

    async edit(id: string, form: TaskForm, change: Change): Promise<Task | undefined> {
      const found = tasks.findOneAndUpdate({ _id: id }, { $set: form }, { session: change, returnDocument: 'after' });
      return fromStoredOrNone<Task>(await found.lean<Stored<Task>>());
    },

    /** False where it isn't as it was when it was read, or isn't there. */
    async remove({ id, status, claimantId }: Task, change: Change): Promise<boolean> {
      const asItWas = { _id: id, status, claimantId: claimantId ?? null } as never;
      return (await tasks.collection.deleteOne(asItWas, { session: change })).deletedCount === 1;
    },

    /** Opens what a person has claimed, in these projects or in all (T8), up to `most`; returns where those tasks are. */
    async free(
      claimantId: string,
      change: Change,
      { projectIds, most = 0 }: Within = {},
    ): Promise<Pick<Task, 'id' | 'projectId'>[]> {
      const filter = claimedBy(claimantId, projectIds);
      const found = tasks.find(filter, { projectId: 1 }).limit(most).session(change);
      const held = await found.lean<Pick<Stored<Task>, '_id' | 'projectId'>[]>();
      const which = most > 0 ? { _id: among(held.map(({ _id }) => _id)) } : filter;
      const open = { $set: { status: 'open' }, $unset: { claimantId: 1, claimedAt: 1 } };
      if (held.length > 0) await tasks.updateMany(which, open, { session: change });
      return held.map(({ _id, projectId }) => ({ id: _id, projectId }));
    },

    /** Newest first, without descriptions. */
    async page(filter: TaskFilter, request: PageRequest): Promise<Page<Task>> {
      return pageByKey(-1, request, async (range, sort, limit) => {
        const query = { ...filterOf(filter), ...range };
        return list(
          await tasks.find(query, { description: 0 }).sort({ _id: sort }).limit(limit).lean<Stored<Task>[]>(),
        );
      });
    },

    /** A project's tasks by their numbers, after that one, whole. */
    async byNumber(projectId: string, afterNumber: number, limit: number): Promise<Task[]> {
      const later = mongoose.trusted({ $gt: afterNumber });
      const found = tasks.find({ projectId, number: later }).sort({ number: 1 }).limit(limit);
      return list(await found.lean<Stored<Task>[]>());
    },

    /** Where tasks are and their numbers, by their ids. */
    async numbers(ids: readonly string[]): Promise<Map<string, Pick<Task, 'projectId' | 'number'>>> {
      const found = await tasks.find({ _id: among(ids) }, { projectId: 1, number: 1 }).lean<Stored<Task>[]>();
      return new Map(found.map(({ _id, projectId, number }) => [_id, { projectId, number }]));
    },

    /** How many tasks somebody has claimed, in these projects or in all, counted up to `most`. */
    async countClaimed(claimantId: string, { projectIds, most = 0 }: Within): Promise<number> {
      return tasks.countDocuments(claimedBy(claimantId, projectIds), { limit: most });
    },

    /** How many tasks these projects have, counted up to `most`. */
    async countIn(projectIds: readonly string[], most: number): Promise<number> {
      return tasks.countDocuments({ projectId: among(projectIds) }, { limit: most });
    },

    /** For the sweep of a workspace that uninstalled the app: up to `limit` tasks forget the message they came from. */
    async sweepWorkspace(linkTeamId: string, limit: number): Promise<number> {
      const some = await tasks.find({ linkTeamId }, { _id: 1 }).limit(limit).lean<{ _id: string }[]>();
      const forget = { $unset: { link: 1, linkTeamId: 1 } };
      if (some.length > 0) await tasks.updateMany({ _id: among(some.map(({ _id }) => _id)) }, forget);
      return some.length;
    },

    async sweep(projectId: string, limit: number): Promise<number> {
      const some = await tasks.find({ projectId }, { _id: 1 }).limit(limit).lean<{ _id: string }[]>();
      if (some.length > 0) await tasks.deleteMany({ _id: among(some.map((task) => task._id)) });
      return some.length;
    },
  };
}
