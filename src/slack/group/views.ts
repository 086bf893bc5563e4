import { z } from 'zod';
import { type Person, personName } from '../../domain/actor.ts';
import type { Group, Invitation } from '../../domain/group.ts';
import type { Page } from '../../domain/page.ts';
import { namedKeys, type Project } from '../../domain/project.ts';
import type { GroupSheet, Member } from '../../services/groups.ts';
import type { WaitingInvitation } from '../../services/invitations.ts';
import { actions, bold, count, header, hint, type Part, paragraph, row } from '../blocks.ts';
import { cursor, invite, newGroup, newProject } from '../buttons.ts';
import { defineButton } from '../elements.ts';
import { invitationBlocks } from '../invitations.ts';
import type { Reply } from '../outcome.ts';
import { look } from '../replies.ts';
import type { KnownBlock } from '../types.ts';

const about = z.object({ groupId: z.string() });
const paged = about.extend({ cursor });

export const edit = defineButton('group.edit', 'Edit', about);
export const leave = defineButton('group.leave', 'Leave', about);
export const remove = defineButton('group.delete', 'Delete', about);
export const previousMembers = defineButton('group.previous', 'Previous', paged);
export const nextMembers = defineButton('group.next', 'Next', paged);

export const previousInvitations = defineButton('invitation.previous', 'Previous', z.object({ cursor }));
export const nextInvitations = defineButton('invitation.next', 'Next', z.object({ cursor }));

export function card({ group, owner, isOwner, members }: GroupSheet): KnownBlock[] {
  const one = { groupId: group.id };
  const described: Part[][] = group.description ? [[group.description]] : [];
  return [
    paragraph([bold(group.name)], ...described, `Owned by ${personName(owner)} · ${count(members, 'member')}`),
    ...actions(
      isOwner ? invite(one, { style: 'primary' }) : undefined,
      newProject(one),
      isOwner ? edit(one) : leave(one),
      isOwner ? remove(one, { style: 'danger' }) : undefined,
    ),
  ];
}

const mostRows = 40;

export function mine(groups: Group[], accountId: string): Reply {
  const more = groups.length > mostRows ? [hint(`and ${groups.length - mostRows} more: \`/group members GROUP\``)] : [];
  const rows = groups.slice(0, mostRows).map((group) =>
    row(group.name + (group.ownerId === accountId ? '\nYou own it' : ''), {
      button: group.ownerId === accountId ? invite({ groupId: group.id }) : leave({ groupId: group.id }),
    }),
  );
  const empty = [
    hint(
      "You aren't in a group yet. Make one, or ask to be invited: your invitations are in Home and under `/group invites`.",
    ),
  ];
  return look('My groups', 'Your groups', [
    header('My groups'),
    ...(rows.length > 0 ? rows : empty),
    ...more,
    ...actions(newGroup({})),
  ]);
}

export function invitations({ items, previous, next }: Page<WaitingInvitation>): Reply {
  return look('Invitations', 'Your invitations', [
    header('Invitations'),
    ...invitationBlocks(items),
    // Those of groups that are being deleted are left out of a page.
    ...(items.length === 0 && !next ? [paragraph('None are waiting.')] : []),
    ...actions(
      previous ? previousInvitations({ cursor: previous }) : undefined,
      next ? nextInvitations({ cursor: next }) : undefined,
    ),
  ]);
}

/** G5: the owner marked, pending invitations listed. */
export function members(
  group: Group,
  page: Page<Member>,
  pending: Page<{ invitation: Invitation; person: Person | undefined }>,
): Reply {
  const lines = page.items.map(
    (member) => personName(member.person) + (member.accountId === group.ownerId ? ' — owner' : ''),
  );
  const waiting = pending.items.map(({ invitation, person }): Part[] => {
    if (person) return [personName(person)];
    return invitation.slackUser ? [{ userId: invitation.slackUser.userId }] : ['somebody'];
  });
  const more: Part[][] = pending.next ? [['and more']] : [];
  const one = { groupId: group.id };
  return look('Members', `Members of ${group.name}`, [
    header(group.name),
    paragraph(...lines),
    ...actions(
      page.previous ? previousMembers({ ...one, cursor: page.previous }) : undefined,
      page.next ? nextMembers({ ...one, cursor: page.next }) : undefined,
    ),
    ...(waiting.length > 0 ? [header('Invited'), paragraph(...waiting, ...more)] : []),
  ]);
}

/** What somebody has now who took over what another had left behind. */
export function tookOver(taken: { group: Group; succeeds: boolean; projects: Project[] }): string {
  const keys = namedKeys(taken.projects.map((project) => project.key));
  if (!taken.succeeds) return `You manage ${keys} now.`;
  return `You own the group ${taken.group.name} now.${keys ? ` You also manage ${keys}.` : ''}`;
}
