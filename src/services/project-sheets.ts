import type { Stores } from '../db/stores.ts';
import type { Actor, Person } from '../domain/actor.ts';
import type { Group } from '../domain/group.ts';
import { mostCounted } from '../domain/page.ts';
import { mayManage, type Project } from '../domain/project.ts';
import { peopleFor } from './people.ts';

/** A project with what a view of it shows, and what the one who looks may do. */
export interface ProjectSheet {
  project: Project;
  group: Group;
  manager: Person | undefined;
  isMember: boolean;
  /** Who can't leave before the role is passed on (P3). */
  isManager: boolean;
  mayManage: boolean;
  /** Counted up to `mostCounted`. */
  members: number;
}

export function projectSheets(stores: Stores) {
  return async (actor: Actor, { project, group }: { project: Project; group: Group }): Promise<ProjectSheet> => {
    const [people, isMember, members] = await Promise.all([
      peopleFor(actor, stores, [project.managerId]),
      stores.memberships.has(actor.accountId, project.id),
      stores.memberships.count(project.id, mostCounted),
    ]);
    const { accountId } = actor;
    const may = { isManager: project.managerId === accountId, mayManage: mayManage(project, group, accountId) };
    return { project, group, manager: people.get(project.managerId), isMember, members, ...may };
  };
}
