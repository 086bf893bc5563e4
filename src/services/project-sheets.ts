import type { Stores } from '../db/connect.ts';
import type { Actor, Person } from '../domain/actor.ts';
import type { Group } from '../domain/group.ts';
import { mayManage, type Project } from '../domain/project.ts';

/** A project with what a view of it shows, and what the one who looks may do. */
export interface ProjectSheet {
  project: Project;
  group: Group;
  manager: Person | undefined;
  isMember: boolean;
  mayManage: boolean;
  /** Counted up to 100. */
  members: number;
}

const mostCounted = 100;

export function projectSheets(stores: Stores) {
  return async (actor: Actor, { project, group }: { project: Project; group: Group }): Promise<ProjectSheet> => {
    const [people, isMember, members] = await Promise.all([
      stores.accounts.people([project.managerId]),
      stores.memberships.has(actor.accountId, project.id),
      stores.memberships.count(project.id, mostCounted),
    ]);
    const manager = people.get(project.managerId);
    return { project, group, manager, isMember, members, mayManage: mayManage(project, group, actor.accountId) };
  };
}
