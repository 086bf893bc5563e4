import type { Stores } from '../db/stores.ts';
import type { TaskFilter } from '../db/tasks.ts';
import type { Actor } from '../domain/actor.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import { type Project, readKey } from '../domain/project.ts';
import type { TaskStatus } from '../domain/task.ts';
import type { Access } from './access.ts';
import { peopleFor } from './people.ts';
import type { TaskSheet, TaskSheets } from './task-sheets.ts';

/** Lists of tasks, a page at a time. */
export function taskLists(stores: Stores, allow: Access, { sheetOf }: TaskSheets) {
  const { myProjects } = allow;

  async function listing(
    actor: Actor,
    projects: Project[],
    filter: TaskFilter,
    request: PageRequest,
  ): Promise<Page<TaskSheet>> {
    const byId = new Map(projects.map((project) => [project.id, project]));
    const page = await stores.tasks.page(filter, request);
    const ids = page.items.flatMap((task) => [task.creatorId, task.claimantId, task.completerId]);
    const people = await peopleFor(actor, stores, ids);
    const items = page.items.map((task) => ({ ...sheetOf(actor, byId.get(task.projectId) as Project, task), people }));
    return { ...page, items };
  }

  return {
    /** Tasks of one of my projects, or of all where none is named. */
    async list(actor: Actor, projectId: string | undefined, status: TaskStatus, request: PageRequest) {
      const projects = projectId ? [await allow.memberProject(actor, projectId)] : await myProjects(actor);
      const projectIds = projects.map((project) => project.id);
      return listing(actor, projects, { projectIds, status }, request);
    },

    /** One of my projects, by its key. @throws Refusal where I am in none of that key */
    joined: async (actor: Actor, key: string): Promise<Project> => allow.joinedByKey(actor, readKey(key)),

    /**
     * What I have claimed, `claimedShown` of it, and a page of one of my projects: the first where none is named, or
     * that one isn't mine any more.
     */
    async board(
      actor: Actor,
      named: { projectId?: string | undefined; status: TaskStatus },
      claimedShown: number,
      request: PageRequest,
    ) {
      const projects = await myProjects(actor);
      const project = projects.find(({ id }) => id === named.projectId) ?? projects[0];
      const claimed = { projectIds: projects.map(({ id }) => id), claimantId: actor.accountId };
      const [mine, tasks] = await Promise.all([
        listing(actor, projects, claimed, { size: claimedShown }),
        project && listing(actor, [project], { projectIds: [project.id], status: named.status }, request),
      ]);
      return { projects, project, claimed: mine, tasks: tasks ?? { items: [] } };
    },

    /** T7: claimed by me, or completed by me, across the projects I am in. */
    async mine(actor: Actor, which: 'claimed' | 'completed', request: PageRequest) {
      const projects = await myProjects(actor);
      const projectIds = projects.map((project) => project.id);
      const by = which === 'claimed' ? { claimantId: actor.accountId } : { completerId: actor.accountId };
      return listing(actor, projects, { projectIds, ...by }, request);
    },

    /** Tasks of the projects I manage: what I may release, edit and delete, whoever created it (T3, T4). */
    async managed(actor: Actor, status: TaskStatus, request: PageRequest) {
      const projects = (await myProjects(actor)).filter((project) => project.managerId === actor.accountId);
      return listing(actor, projects, { projectIds: projects.map((project) => project.id), status }, request);
    },

    /** Tasks I created in projects of others: what else I may edit and delete (T4). */
    async created(actor: Actor, request: PageRequest) {
      const projects = (await myProjects(actor)).filter((project) => project.managerId !== actor.accountId);
      const projectIds = projects.map((project) => project.id);
      return listing(actor, projects, { projectIds, creatorId: actor.accountId }, request);
    },
  };
}
