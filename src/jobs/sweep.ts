import type { Stores } from '../db/stores.ts';

const batch = 500;
/** Whose other projects are looked for each time; older ones have theirs marked. */
const mostGroups = 20;

/** Who accepts an invitation while the group is deleted may still become a member for so long: longer than any change takes. */
const lateMilliseconds = 10_000;

/**
 * Takes a batch of what was deleted; false where nothing is left. Projects of deleted groups that aren't marked yet are
 * marked before anything is taken. What goes first is what could still be added to: a task can only be added by a member.
 * Stopped anywhere, it goes on there: the mark on the group or project stays till last, a group's until nothing can be
 * added to it any more.
 */
export function sweep(stores: Stores, clock: () => Date) {
  return async function sweepNext(): Promise<boolean> {
    for (const { id, deletedAt } of await stores.groups.latestDeleted(mostGroups))
      if ((await stores.projects.markInGroup(id, deletedAt, batch)) > 0) return true;
    const projectId = await stores.projects.nextDeleted();
    if (projectId) {
      if ((await stores.memberships.sweep({ of: projectId }, batch)) > 0) return true;
      if ((await stores.tasks.sweep(projectId, batch)) > 0) return true;
      await stores.projectChannels.sweep(projectId);
      await stores.projects.sweep(projectId);
      return true;
    }
    const group = await stores.groups.nextDeleted();
    if (!group) return false;
    const { id: groupId, deletedAt } = group;
    if ((await stores.memberships.sweep({ groupId }, batch)) > 0) return true;
    if (clock().getTime() - deletedAt.getTime() < lateMilliseconds) return false;
    await stores.invitations.sweep(groupId);
    await stores.groups.sweep(groupId);
    return true;
  };
}
