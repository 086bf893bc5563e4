import { z } from 'zod';
import { type Person, personName } from '../../domain/actor.ts';
import { type Group, groupForm, type Invitation } from '../../domain/group.ts';
import type { Page } from '../../domain/page.ts';
import type { GroupSheet, Member } from '../../services/groups.ts';
import type { WaitingInvitation } from '../../services/invitations.ts';
import { actions, bold, header, type Part, paragraph, row } from '../blocks.ts';
import { accept, cursor, decline, invite, newGroup, newProject } from '../buttons.ts';
import {
  type Confirmation,
  defineButton,
  defineForm,
  option,
  searchField,
  selectField,
  slackUserField,
  textField,
} from '../elements.ts';
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

export const count = (number: number, most: number, one: string, many = `${one}s`) =>
  `${number >= most ? `${most.toLocaleString('en')}+` : number} ${number === 1 ? one : many}`;

const leaving = (group: Group): Confirmation => ({
  title: 'Leave the group?',
  text: `You leave ${group.name} and all its projects; what you have claimed there becomes open again.`,
  confirm: 'Leave',
});

export function card({ group, owner, isOwner, members }: GroupSheet): KnownBlock[] {
  const one = { groupId: group.id };
  const described: Part[][] = group.description ? [[group.description]] : [];
  return [
    paragraph([bold(group.name)], ...described, `Owned by ${personName(owner)} · ${count(members, 100, 'member')}`),
    ...actions(
      isOwner ? invite(one, { style: 'primary' }) : undefined,
      newProject(one),
      isOwner ? edit(one) : leave(one, { confirm: leaving(group) }),
      isOwner ? remove(one, { style: 'danger' }) : undefined,
    ),
  ];
}

export function mine(groups: Group[], accountId: string): Reply {
  const rows = groups.slice(0, 40).map((group) =>
    row(group.name + (group.ownerId === accountId ? '\nYou own it' : ''), {
      button:
        group.ownerId === accountId
          ? invite({ groupId: group.id })
          : leave({ groupId: group.id }, { confirm: leaving(group) }),
    }),
  );
  const empty = [paragraph("You aren't in a group yet. Make one, or ask to be invited: your invitations are in Home.")];
  return look('My groups', 'Your groups', [
    header('My groups'),
    ...(rows.length > 0 ? rows : empty),
    ...actions(newGroup({})),
  ]);
}

export function invitations(waiting: WaitingInvitation[]): Reply {
  const blocks = waiting.flatMap(({ invitation, group, inviter }) => [
    paragraph([`${personName(inviter)} invites you to `, bold(group.name)]),
    ...actions(accept({ invitation: invitation.id }, { style: 'primary' }), decline({ invitation: invitation.id })),
  ]);
  return look('Invitations', 'Your invitations', [
    header('Invitations'),
    ...(blocks.length > 0 ? blocks : [paragraph('None are waiting.')]),
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

const words = ({ name, description }: { name?: string | undefined; description?: string | undefined }) => [
  textField('name', 'Name', { initial: name, most: 80 }),
  textField('description', 'Description', { initial: description, most: 1000, multiline: true, optional: true }),
];
const nothing = z.object({});

export const createForm = defineForm('group.create', { title: 'New group', submit: 'Create' }, groupForm, nothing);
export const createModal = (name?: string) => createForm({ fields: words({ name }), metadata: {} });

export const editForm = defineForm('group.change', { title: 'Edit group', submit: 'Save' }, groupForm, about);
export const editModal = (group: Group) => editForm({ fields: words(group), metadata: { groupId: group.id } });

export const deleteForm = defineForm('group.remove', { title: 'Delete group', submit: 'Delete' }, nothing, about);
const most = 1000;
export const mostCounted = most;
export const deleteModal = (found: {
  group: Group;
  members: number;
  projects: number;
  invitations: number;
  tasks: number;
}) => {
  const parts = [
    count(found.members, most, 'membership'),
    count(found.projects, most, 'project'),
    count(found.tasks, most, 'task'),
    count(found.invitations, most, 'invitation'),
  ];
  const above = [
    paragraph(
      [bold(`Delete ${found.group.name}?`)],
      `This takes ${parts.join(', ')} with it, for everyone. It can't be undone.`,
    ),
  ];
  return deleteForm({ above, fields: [], metadata: { groupId: found.group.id } });
};

export const searchId = 'group.person';

/** Somebody found by typing, or somebody of this workspace who may have no account yet. */
const invitee = z
  .object({
    groupId: z.string({ error: 'Choose a group.' }),
    person: z.string().optional(),
    slackUser: z.string().optional(),
  })
  .refine((form) => Boolean(form.person) !== Boolean(form.slackUser), {
    path: ['person'],
    message: 'Choose one person, either here or below.',
  });

export const inviteForm = defineForm('group.invitee', { title: 'Invite', submit: 'Invite' }, invitee, nothing);
export const inviteModal = (groups: Group[], chosen?: string) =>
  inviteForm({
    fields: [
      selectField(
        'groupId',
        'Group',
        groups.map((group) => option(group.name, group.id)),
        chosen ?? groups[0]?.id,
      ),
      searchField('person', 'Person', searchId, {
        optional: true,
        hint: 'Type a name or username; elsewhere an exact username or email.',
      }),
      slackUserField('slackUser', 'Or somebody in Slack', { optional: true, hint: 'They need no account yet.' }),
    ],
    metadata: {},
  });

/** For a command that lacks its group or its person. */
const verb = z.enum(['remove', 'transfer', 'withdraw']);
const picked = z.object({
  groupId: z.string({ error: 'Choose a group.' }),
  person: z.string({ error: 'Choose a person.' }),
});
export const pickForm = defineForm('group.pick', { title: 'Choose', submit: 'Go on' }, picked, z.object({ verb }));
export const pickModal = (groups: Group[], what: z.output<typeof verb>, chosen?: string) =>
  pickForm({
    fields: [
      selectField(
        'groupId',
        'Group',
        groups.map((group) => option(group.name, group.id)),
        chosen ?? groups[0]?.id,
      ),
      textField('person', 'Person', { most: 254, hint: 'Their username, such as grace.' }),
    ],
    metadata: { verb: what },
  });

const chosenGroup = z.object({ groupId: z.string({ error: 'Choose a group.' }) });
const groupVerb = z.enum(['members', 'leave', 'edit', 'delete', 'export']);
export const chooseForm = defineForm(
  'group.choose',
  { title: 'Choose a group', submit: 'Go on' },
  chosenGroup,
  z.object({ verb: groupVerb }),
);
export const chooseModal = (groups: Group[], what: z.output<typeof groupVerb>) =>
  chooseForm({
    fields: [
      selectField(
        'groupId',
        'Group',
        groups.map((group) => option(group.name, group.id)),
      ),
    ],
    metadata: { verb: what },
  });
