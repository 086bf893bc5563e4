import type { Connection } from 'mongoose';
import type { Task, TaskForm, TaskStatus } from '../domain/task.ts';
import { among, type Change, fromStored, fromStoredOrNone, newId, type Stored } from './record.ts';
import { taskLists } from './task-lists.ts';
import { taskSchema } from './task-record.ts';

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

  function claimedBy(claimantId: string, projectIds: readonly string[] | undefined) {
    const where = projectIds ? { projectId: among(projectIds) } : {};
    return { claimantId, status: 'claimed' as const, ...where };
  }

  return {
    ...taskLists(tasks),

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

    /** How many tasks somebody has claimed, in these projects or in all, counted up to `most`. */
    async countClaimed(claimantId: string, { projectIds, most = 0 }: Within): Promise<number> {
      return tasks.countDocuments(claimedBy(claimantId, projectIds), { limit: most });
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
