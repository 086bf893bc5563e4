import type { Actor } from '../../domain/actor.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type TaskAction, type TaskStatus, taskStatuses } from '../../domain/task.ts';
import type { JoinedProject } from '../../services/access.ts';
import type { ListSection } from '../../services/task-lists.ts';
import type { TaskService } from '../../services/tasks.ts';
import type { TaskList } from '../buttons.ts';
import type { Reply } from '../outcome.ts';
import { listed } from './list-views.ts';

const pageSize = 10;

const section = (of: ListSection['of'], status: TaskStatus = 'open'): ListSection => ({ of, status });

/** `/task`: what I have claimed, then what I could claim. */
export const overview: TaskList = { sections: [section('mine'), section('everything')] };
/** `/task mine` (T7) */
export const mine: TaskList = { sections: [section('mine'), section('completed')] };

/** What a command without a reference shows to pick from: tasks that it can be done to, each with its button (C2). */
export const pickable: Record<TaskAction | 'show', TaskList> = {
  show: { ...overview, offer: 'show' },
  claim: { sections: [section('everything')] },
  drop: { sections: [section('mine')] },
  complete: { sections: [section('mine')] },
  reopen: { sections: [section('completed')], offer: 'reopen' },
  release: { sections: [section('managed', 'claimed')], offer: 'release' },
  edit: { sections: [section('managed'), section('created')], offer: 'edit' },
  delete: { sections: [section('managed'), section('created')], offer: 'delete' },
};

/** What people call the states of tasks. */
const statusWords: Record<string, readonly TaskStatus[]> = {
  open: ['open'],
  claimed: ['claimed'],
  completed: ['completed'],
  done: ['completed'],
  finished: ['completed'],
  all: taskStatuses,
};

/** Reads KEY and a status, either of which may be left out; a section of the list is for each status. */
export function keyAndStatuses(words: string): { key: string | undefined; statuses: readonly TaskStatus[] } {
  const [...left] = words.split(/\s+/).filter(Boolean);
  const last = left.at(-1)?.toLowerCase() ?? '';
  const statuses = Object.hasOwn(statusWords, last) ? statusWords[last] : undefined;
  if (statuses) left.pop();
  if (left.length > 1)
    throw new Refusal('Type a key and a status, or one of them: `/task list WEB`, `/task list WEB completed`.');
  return { key: left[0], statuses: statuses ?? ['open'] };
}

interface Showing {
  notice?: string;
  project?: JoinedProject | undefined;
}

/** Shows a list, as it is now. `notice` tells what was done to a task of it; `project`: the one it is of, if read already. */
export function lists(tasks: TaskService) {
  return async (actor: Actor, list: TaskList, { notice, project }: Showing = {}): Promise<Reply> =>
    listed(list, await tasks.pages(actor, list.sections, pageSize, project), notice);
}
