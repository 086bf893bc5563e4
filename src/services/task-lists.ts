import type { Stores } from '../db/stores.ts';
import type { TaskFilter } from '../db/task-lists.ts';
import type { Actor } from '../domain/actor.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import { type Project, readKey } from '../domain/project.ts';
import type { TaskStatus } from '../domain/task.ts';
import type { Access, JoinedProject } from './access.ts';
import { peopleFor } from './people.ts';
import type { TaskSheet, TaskSheets } from './task-sheets.ts';

export const sectionKinds = ['mine', 'completed', 'project', 'everything', 'managed', 'created'] as const;

/** One section of a list of tasks: which ones, of which project, in which state, which page. */
export interface ListSection {
  of: (typeof sectionKinds)[number];
  /** Of a list, all sections name the same project or none does. */
  projectId?: string | undefined;
  status: TaskStatus;
  cursor?: string | undefined;
}

type Filtering = (accountId: string, projects: Project[], status: TaskStatus) => TaskFilter;

const idsOf = (projects: Project[]) => projects.map(({ id }) => id);
const inAll: Filtering = (_, projects, status) => ({ projectIds: idsOf(projects), status });

const filters: Record<ListSection['of'], Filtering> = {
  /** T7: claimed by me, and completed by me. */
  mine: (claimantId, projects) => ({ projectIds: idsOf(projects), claimantId }),
  completed: (completerId, projects) => ({ projectIds: idsOf(projects), completerId }),
  project: inAll,
  everything: inAll,
  /** Of projects I manage: what I may release, edit and delete, whoever created it (T3, T4). */
  managed: (accountId, projects, status) =>
    inAll(
      accountId,
      projects.filter(({ managerId }) => managerId === accountId),
      status,
    ),
  /** What else I may edit and delete (T4): created by me in projects of others. */
  created: (creatorId, projects) => ({
    projectIds: idsOf(projects.filter(({ managerId }) => managerId !== creatorId)),
    creatorId,
  }),
};

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
    /**
     * A page of each section, `size` tasks long, of the projects that I am in, or of the one that they name (`project`,
     * where it was read just now). What it is of is read once for all.
     */
    async pages(
      actor: Actor,
      sections: readonly ListSection[],
      size: number,
      project?: JoinedProject,
    ): Promise<Page<TaskSheet>[]> {
      const named = project ?? sections[0]?.projectId;
      const projects = named ? [await allow.memberProject(actor, named)] : await myProjects(actor);
      return Promise.all(
        sections.map(({ of, status, cursor }) =>
          listing(actor, projects, filters[of](actor.accountId, projects, status), { size, cursor }),
        ),
      );
    },

    /** One of my projects, by its key. @throws Refusal where I am in none of that key */
    joined: async (actor: Actor, key: string): Promise<JoinedProject> => allow.joinedByKey(actor, readKey(key)),

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
      const claimed = filters.mine(actor.accountId, projects, 'claimed');
      const [mine, tasks] = await Promise.all([
        listing(actor, projects, claimed, { size: claimedShown }),
        project && listing(actor, [project], filters.project(actor.accountId, [project], named.status), request),
      ]);
      return { projects, project, claimed: mine, tasks: tasks ?? { items: [] } };
    },
  };
}
