import { randomUUID } from 'node:crypto';
import type { Change } from '../db/record.ts';
import type { Stores } from '../db/stores.ts';
import type { Actor } from '../domain/actor.ts';
import type { Group } from '../domain/group.ts';
import type { Project } from '../domain/project.ts';

/** So many claims are opened in some half of a second. */
const mostFreed = 2000;

/** What goes with a person who leaves or is removed: their claims, and the projects they managed. */
export function departure(stores: Stores) {
  /**
   * T8: in the very change that ends the membership, what they had claimed becomes open: in these projects, or in all; up
   * to `most`. Returns how many tasks did.
   */
  async function freeClaims(
    actor: Pick<Actor, 'accountId' | 'now'>,
    accountId: string,
    change: Change,
    within: Parameters<Stores['tasks']['free']>[2] = {},
  ): Promise<number> {
    const freed = await stores.tasks.free(accountId, change, within);
    const projects = await stores.projects.some([...new Set(freed.map((task) => task.projectId))]);
    const groups = new Map(projects.map(({ id, groupId }) => [id, groupId]));
    const entry = { at: actor.now, kind: 'task.dropped' as const, actorId: actor.accountId, subjectId: accountId };
    await stores.activities.add(
      freed.map(({ id, projectId }) => ({ ...entry, groupId: groups.get(projectId), projectId, taskId: id })),
      change,
    );
    return freed.length;
  }

  /**
   * Before a change that shall open all of somebody's claims, where nobody waits for it: in changes of their own those that
   * are too many for one. Begun again it goes on.
   */
  async function freeMany(
    { delivery, ...actor }: Pick<Actor, 'accountId' | 'now' | 'delivery'>,
    accountId: string,
    projectIds?: readonly string[],
  ): Promise<void> {
    const within = { projectIds, most: mostFreed };
    while ((await stores.tasks.countClaimed(accountId, { projectIds, most: mostFreed + 1 })) > mostFreed)
      // A task that is freed isn't theirs any more: no batch needs a key, so each has another.
      await stores.deliveries.once(delivery, `free ${randomUUID()}`, (change) =>
        freeClaims(actor, accountId, change, within),
      );
  }

  /** What `fromId` manages in the group passes to `toId`, who becomes a member of it where they aren't. */
  async function passProjects(
    actor: Actor,
    group: Group,
    fromId: string,
    toId: string,
    change: Change,
  ): Promise<Project[]> {
    const managed = await stores.projects.managedInGroup(fromId, group.id, change);
    if (managed.length === 0) return managed;
    await stores.projects.transferInGroup(fromId, group.id, toId, change);
    const manager = { kind: 'project' as const, groupId: group.id, accountId: toId, joinedAt: actor.now };
    await stores.memberships.ensure(
      managed.map(({ id }) => ({ ...manager, of: id })),
      change,
    );
    const entry = { at: actor.now, kind: 'project.transferred' as const, actorId: actor.accountId, subjectId: toId };
    await stores.activities.add(
      managed.map(({ id }) => ({ ...entry, groupId: group.id, projectId: id })),
      change,
    );
    return managed;
  }

  return {
    freeClaims,
    freeMany,
    passProjects,

    /**
     * Out of the group and all its projects; what they managed passes to the group's owner (G6).
     * Undefined where they are no member, or the group's owner is no longer who was read.
     */
    async fromGroup(actor: Actor, group: Group, accountId: string, change: Change): Promise<Project[] | undefined> {
      if (!(await stores.groups.hold(group.id, change, group.ownerId))) return undefined;
      if (!(await stores.memberships.remove(accountId, group.id, change))) return undefined;
      const joined = await stores.memberships.projectsInGroup(accountId, group.id, change);
      await stores.memberships.removeFromGroup(accountId, group.id, change);
      await freeClaims(actor, accountId, change, { projectIds: joined });
      return passProjects(actor, group, accountId, group.ownerId, change);
    },
  };
}

export type Departure = ReturnType<typeof departure>;
