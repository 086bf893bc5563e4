import { z } from 'zod';
import { type Group, groupForm } from '../../domain/group.ts';
import { bold, count, paragraph } from '../blocks.ts';
import { option } from '../elements.ts';
import { defineForm, searchField, selectField, slackUserField, textField } from '../modals.ts';
import { aboutWhom, personField, type Whom, whom } from '../whom.ts';

const words = ({ name, description }: { name?: string | undefined; description?: string | undefined }) => [
  textField('name', 'Name', { initial: name, most: 80 }),
  textField('description', 'Description', { initial: description, most: 1000, multiline: true, optional: true }),
];
const nothing = z.object({});
const about = z.object({ groupId: z.string() });

export const createForm = defineForm('group.create', { title: 'New group', submit: 'Create' }, groupForm, nothing);
export const createModal = (name?: string) => createForm({ fields: words({ name }), metadata: {} });

export const editForm = defineForm('group.change', { title: 'Edit group', submit: 'Save' }, groupForm, about);
export const editModal = (group: Group) => editForm({ fields: words(group), metadata: { groupId: group.id } });

export const deleteForm = defineForm('group.remove', { title: 'Delete group', submit: 'Delete' }, nothing, about);
export const deleteModal = (found: {
  group: Group;
  members: number;
  projects: number;
  invitations: number;
  tasks: number | undefined;
}) => {
  const parts = [
    count(found.members, 'membership'),
    count(found.projects, 'project'),
    found.tasks === undefined ? 'all their tasks' : count(found.tasks, 'task'),
    count(found.invitations, 'invitation'),
  ];
  const above = [
    paragraph(
      [bold(`Delete ${found.group.name}?`)],
      `This takes ${parts.join(', ')} with it, for everyone. It can't be undone.`,
    ),
  ];
  return deleteForm({ above, fields: [], metadata: { groupId: found.group.id } });
};

export const leaveForm = defineForm('group.depart', { title: 'Leave group', submit: 'Leave' }, nothing, about);
export const leaveModal = (group: Group) =>
  leaveForm({
    above: [
      paragraph(
        [bold(`Leave ${group.name}?`)],
        "You leave all its projects, too: what you have claimed there becomes open again, and those you manage pass to the group's owner. To come back you must be invited again.",
      ),
    ],
    fields: [],
    metadata: { groupId: group.id },
  });

const groupId = z.string({ error: 'Choose a group.' });
const groupSelect = (groups: Group[], chosen?: string) =>
  selectField(
    'groupId',
    'Group',
    groups.map((group) => option(group.name, group.id)),
    chosen,
  );

export const searchId = 'group.person';

/** Somebody found by typing, or somebody of this workspace who may have no account yet; or whom the command named. */
export const inviteForm = defineForm(
  'group.invitee',
  { title: 'Invite', submit: 'Invite' },
  z.object({ groupId, person: z.string().optional(), slackUser: z.string().optional() }),
  z.object({ named: whom.optional() }),
);
export const inviteModal = (groups: Group[], named?: Whom) => {
  const search = searchField('person', 'Person', searchId, {
    optional: true,
    hint: 'Type a name or username; elsewhere an exact username or email.',
  });
  const inSlack = slackUserField('slackUser', 'Or somebody in Slack', {
    optional: true,
    hint: 'They need no account yet.',
  });
  return inviteForm({
    above: aboutWhom(named),
    // Whom the search finds depends on the group: with none chosen it would find nobody.
    fields: named ? [groupSelect(groups)] : [groupSelect(groups, groups[0]?.id), search, inSlack],
    metadata: { named },
  });
};

/** For a command that lacks its group or its person. */
const verb = z.enum(['remove', 'transfer', 'withdraw']);
export const pickForm = defineForm(
  'group.pick',
  { title: 'Choose', submit: 'Go on' },
  z.object({ groupId, person: z.string().default('') }),
  z.object({ verb, named: whom.optional() }),
);
export const pickModal = (groups: Group[], what: z.output<typeof verb>, named?: Whom) =>
  pickForm({
    above: aboutWhom(named),
    fields: [groupSelect(groups), ...personField(named)],
    metadata: { verb: what, named },
  });

const groupVerb = z.enum(['members', 'leave', 'edit', 'delete', 'export']);
export const chooseForm = defineForm(
  'group.choose',
  { title: 'Choose a group', submit: 'Go on' },
  z.object({ groupId }),
  z.object({ verb: groupVerb }),
);
export const chooseModal = (groups: Group[], what: z.output<typeof groupVerb>) =>
  chooseForm({ fields: [groupSelect(groups)], metadata: { verb: what } });
