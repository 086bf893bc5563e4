import type { Stores } from '../db/stores.ts';

const batch = 500;

/** Who accepts an invitation while the group is deleted may still become a member for so long: longer than any change takes. */
const lateMilliseconds = 10_000;

/**
 * Takes a batch of what was deleted; false where nothing is left. A large group's other projects are gone to everyone
 * before anything is taken. What goes first is what could still be added to: a task can only be added by a member. Stopped anywhere, it goes on there: the mark on the group or project stays till
 * last, a group's until nothing can be added to it any more.
 */
export function sweep(stores: Stores, clock: () => Date) {
  return async function sweepNext(): Promise<boolean> {
    const group = await stores.groups.nextDeleted();
    if (group && (await stores.projects.markInGroup(group.id, group.deletedAt, batch)) > 0) return true;
    const projectId = await stores.projects.nextDeleted();
    if (projectId) {
      if ((await stores.memberships.sweep({ of: projectId }, batch)) > 0) return true;
      if ((await stores.tasks.sweep(projectId, batch)) > 0) return true;
      await stores.projectChannels.sweep(projectId);
      await stores.projects.sweep(projectId);
      return true;
    }
    if (!group) return false;
    const { id: groupId, deletedAt } = group;
    if ((await stores.memberships.sweep({ groupId }, batch)) > 0) return true;
    if (clock().getTime() - deletedAt.getTime() < lateMilliseconds) return false;
    await stores.invitations.sweep(groupId);
    await stores.groups.sweep(groupId);
    return true;
  };
}
