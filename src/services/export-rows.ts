import type { ActivityFilter } from '../db/activities.ts';
import type { Stores } from '../db/stores.ts';
import type { Activity } from '../domain/activity.ts';
import { personName } from '../domain/actor.ts';
import type { Row } from '../domain/export.ts';
import type { Project } from '../domain/project.ts';
import type { Task } from '../domain/task.ts';

/** So many documents are in memory at a time. */
const pageSize = 500;

export const projectColumns = ['key', 'name', 'description', 'manager', 'created'] as const;
export const taskColumns = [
  ...['reference', 'title', 'description', 'link', 'status', 'creator', 'created'],
  ...['claimant', 'claimed', 'completer', 'completed'],
] as const;
export const activityColumns = ['time', 'what', 'who', 'whom', 'project', 'task'] as const;

/** What exports are made of, read page by page. */
export function exportRows(stores: Stores) {
  async function names(ids: readonly (string | undefined)[]) {
    const people = await stores.accounts.people(ids);
    return (id: string | undefined) => (id === undefined ? undefined : personName(people.get(id)));
  }

  async function* projectsOf(groupId: string): AsyncGenerator<Project> {
    let cursor: string | undefined;
    do {
      const page = await stores.projects.page([groupId], [], { cursor, size: pageSize });
      yield* page.items;
      cursor = page.next;
    } while (cursor);
  }

  async function* projects(groupId: string): AsyncGenerator<Row> {
    for await (const project of projectsOf(groupId)) {
      const { key, name, description, managerId, createdAt } = project;
      yield { key, name, description, manager: (await names([managerId]))(managerId), created: createdAt };
    }
  }

  /** Of these projects; only those that `wanted` picks. */
  async function* tasks(
    of: AsyncIterable<Project> | Iterable<Project>,
    wanted: (task: Task) => boolean = () => true,
  ): AsyncGenerator<Row> {
    for await (const { id, key } of of)
      for (let page: Task[] = [], last = 0; last === 0 || page.length === pageSize; last = page.at(-1)?.number ?? 0) {
        page = await stores.tasks.byNumber(id, last, pageSize);
        const some = page.filter(wanted);
        const name = await names(some.flatMap((task) => [task.creatorId, task.claimantId, task.completerId]));
        for (const task of some)
          yield {
            ...{
              reference: `${key}-${task.number}`,
              title: task.title,
              description: task.description,
              link: task.link,
            },
            ...{ status: task.status, creator: name(task.creatorId), created: task.createdAt },
            ...{ claimant: name(task.claimantId), claimed: task.claimedAt },
            ...{ completer: name(task.completerId), completed: task.completedAt },
          };
        if (page.length === 0) break;
      }
  }

  /** `keys`: of the projects that may be named, by their ids. */
  async function* activity(of: ActivityFilter, keys: Map<string, string>): AsyncGenerator<Row> {
    for (let page: Activity[], last = ''; ; last = page.at(-1)?.id ?? '') {
      page = await stores.activities.some(of, last, pageSize);
      const name = await names(page.flatMap(({ actorId, subjectId }) => [actorId, subjectId]));
      const numbers = await stores.tasks.numbers(page.flatMap(({ taskId }) => taskId ?? []));
      for (const { at, kind, actorId, subjectId, projectId, taskId } of page) {
        const project = keys.get(projectId ?? '');
        const task = numbers.get(taskId ?? '');
        const reference = project && task ? `${project}-${task.number}` : undefined;
        yield { time: at, what: kind, who: name(actorId), whom: name(subjectId), project, task: reference };
      }
      if (page.length < pageSize) return;
    }
  }

  /** A group's, with what doesn't name it yet. */
  async function* groupActivity(groupId: string): AsyncGenerator<Row> {
    const keys = new Map<string, string>();
    for await (const project of projectsOf(groupId)) keys.set(project.id, project.key);
    yield* activity({ groupId }, keys);
    for (const projectId of keys.keys()) yield* activity({ projectId }, keys);
  }

  return { projectsOf, projects, tasks, activity, groupActivity };
}
