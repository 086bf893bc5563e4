import mongoose from 'mongoose';
import type { Page, PageRequest } from '../domain/page.ts';
import type { Task, TaskStatus } from '../domain/task.ts';
import { pageByKey } from './page.ts';
import { allFromStored, among, type Stored } from './record.ts';
import type { Tasks } from './task-record.ts';

export type TaskFilter =
  | { projectIds: readonly string[]; status: TaskStatus }
  | { projectIds: readonly string[]; claimantId: string }
  | { projectIds: readonly string[]; completerId: string }
  | { projectIds: readonly string[]; creatorId: string };

function filterOf(filter: TaskFilter) {
  const projectId = among(filter.projectIds);
  if ('status' in filter) return { projectId, status: filter.status };
  if ('claimantId' in filter) return { projectId, claimantId: filter.claimantId, status: 'claimed' as const };
  if ('completerId' in filter) return { projectId, completerId: filter.completerId };
  return { projectId, creatorId: filter.creatorId };
}

/** Many tasks at once: by the page, by number, by id, counted; part of the task store. */
export function taskLists(tasks: Tasks) {
  return {
    /** Newest first, without descriptions. */
    async page(filter: TaskFilter, request: PageRequest): Promise<Page<Task>> {
      return pageByKey(-1, request, async (range, sort, limit) => {
        const query = { ...filterOf(filter), ...range };
        return tasks.find(query, { description: 0 }).sort({ _id: sort }).limit(limit).lean<Stored<Task>[]>();
      });
    },

    /** A project's tasks by their numbers, after that one, whole. */
    async byNumber(projectId: string, afterNumber: number, limit: number): Promise<Task[]> {
      const later = mongoose.trusted({ $gt: afterNumber });
      const found = tasks.find({ projectId, number: later }).sort({ number: 1 }).limit(limit);
      return allFromStored(await found.lean<Stored<Task>[]>());
    },

    /** Where tasks are and their numbers, by their ids. */
    async numbers(ids: readonly string[]): Promise<Map<string, Pick<Task, 'projectId' | 'number'>>> {
      const found = await tasks.find({ _id: among(ids) }, { projectId: 1, number: 1 }).lean<Stored<Task>[]>();
      return new Map(found.map(({ _id, projectId, number }) => [_id, { projectId, number }]));
    },

    /** How many tasks these projects have, counted up to `most`. */
    async countIn(projectIds: readonly string[], most: number): Promise<number> {
      return tasks.countDocuments({ projectId: among(projectIds) }, { limit: most });
    },
  };
}
