import { z } from 'zod';
import { personName } from '../../domain/actor.ts';
import type { Group } from '../../domain/group.ts';
import type { Page } from '../../domain/page.ts';
import { type Project, projectForm } from '../../domain/project.ts';
import type { Member } from '../../services/groups.ts';
import type { ProjectSheet } from '../../services/projects.ts';
import { actions, bold, header, type Part, paragraph, row } from '../blocks.ts';
import { cursor, joinProject, leaveProject, newProject, newTask } from '../buttons.ts';
import { type Confirmation, defineButton, defineForm, option, selectField, textField } from '../elements.ts';
import type { Reply } from '../outcome.ts';
import { look } from '../replies.ts';
import type { KnownBlock } from '../types.ts';

const about = z.object({ projectId: z.string() });
const paged = about.extend({ cursor });

export const edit = defineButton('project.edit', 'Edit', about);
export const remove = defineButton('project.delete', 'Delete', about);
export const previousMembers = defineButton('project.previous-members', 'Previous', paged);
export const nextMembers = defineButton('project.next-members', 'Next', paged);
export const previousJoinable = defineButton('project.previous', 'Previous', z.object({ cursor }));
export const nextJoinable = defineButton('project.next', 'Next', z.object({ cursor }));

const leaving = (project: Project): Confirmation => ({
  title: 'Leave the project?',
  text: `What you have claimed in ${project.key} becomes open again.`,
  confirm: 'Leave',
});

export function card({ project, group, manager, isMember, mayManage, members }: ProjectSheet): KnownBlock[] {
  const one = { projectId: project.id };
  const described: Part[][] = project.description ? [[project.description]] : [];
  const people = `${members >= 100 ? '100+' : members} ${members === 1 ? 'member' : 'members'}`;
  return [
    paragraph(
      [bold(`${project.key}  ${project.name}`)],
      ...described,
      `In ${group.name} · managed by ${personName(manager)} · ${people}`,
    ),
    ...actions(
      isMember ? newTask(one, { style: 'primary' }) : joinProject(one, { style: 'primary' }),
      isMember ? leaveProject(one, { confirm: leaving(project) }) : undefined,
      mayManage ? edit(one) : undefined,
      mayManage ? remove(one, { style: 'danger' }) : undefined,
    ),
  ];
}

export const shown = (sheet: ProjectSheet): Reply =>
  look(sheet.project.key, `${sheet.project.key} ${sheet.project.name}`, card(sheet));

/** P2: mine, and those I could join. */
export function lists(mine: Project[], joinable: Page<Project>): Reply {
  const line = (project: Project) => `${project.key}  ${project.name}`;
  const none = (text: string, list: unknown[]) => (list.length === 0 ? [paragraph(text)] : []);
  const more = mine.length > 15 ? [paragraph(`and ${mine.length - 15} more: \`/project show KEY\``)] : [];
  return look('Projects', 'Your projects, and those you could join', [
    header('My projects'),
    ...mine.slice(0, 15).map((project) => row(line(project), { button: newTask({ projectId: project.id }) })),
    ...more,
    ...none('You are in none yet.', mine),
    header('Projects you could join'),
    ...joinable.items.map((project) => row(line(project), { button: joinProject({ projectId: project.id }) })),
    ...none('There are no others in your groups.', joinable.items),
    ...actions(
      joinable.previous ? previousJoinable({ cursor: joinable.previous }) : undefined,
      joinable.next ? nextJoinable({ cursor: joinable.next }) : undefined,
    ),
    ...actions(newProject({})),
  ]);
}

export function members({ project }: ProjectSheet, page: Page<Member>): Reply {
  const lines = page.items.map(
    (member) => personName(member.person) + (member.accountId === project.managerId ? ' — manager' : ''),
  );
  const one = { projectId: project.id };
  return look('Members', `Members of ${project.key}`, [
    header(`${project.key}  ${project.name}`),
    paragraph(...lines),
    ...actions(
      page.previous ? previousMembers({ ...one, cursor: page.previous }) : undefined,
      page.next ? nextMembers({ ...one, cursor: page.next }) : undefined,
    ),
  ]);
}

interface Words {
  name?: string | undefined;
  key?: string | undefined;
  description?: string | undefined;
}
const words = ({ name, key, description }: Words) => [
  textField('name', 'Name', { initial: name, most: 80 }),
  textField('key', 'Key', {
    initial: key,
    most: 6,
    hint: 'Two to six letters and digits; its tasks are called KEY-1, KEY-2, …',
  }),
  textField('description', 'Description', { initial: description, most: 1000, multiline: true, optional: true }),
];

export const createForm = defineForm(
  'project.create',
  { title: 'New project', submit: 'Create' },
  projectForm.extend({ groupId: z.string({ error: 'Choose a group.' }) }),
  z.object({}),
);
export const createModal = (groups: Group[], initial: Words, chosen?: string) =>
  createForm({
    fields: [
      selectField(
        'groupId',
        'Group',
        groups.map((group) => option(group.name, group.id)),
        chosen ?? groups[0]?.id,
      ),
      ...words(initial),
    ],
    metadata: {},
  });

export const editForm = defineForm('project.change', { title: 'Edit project', submit: 'Save' }, projectForm, about);
export const editModal = (project: Project) =>
  editForm({ fields: words(project), metadata: { projectId: project.id } });

export const mostCounted = 1000;
const counted = (number: number, word: string) =>
  `${number >= mostCounted ? '1,000+' : number} ${word}${number === 1 ? '' : 's'}`;
export const deleteForm = defineForm(
  'project.remove',
  { title: 'Delete project', submit: 'Delete' },
  z.object({}),
  about,
);
export const deleteModal = (found: { project: Project; members: number; tasks: number }) => {
  const { project, members, tasks } = found;
  const what = `This takes ${counted(members, 'membership')} and ${counted(tasks, 'task')} with it, for everyone. It can't be undone.`;
  return deleteForm({
    above: [paragraph([bold(`Delete ${project.key} ${project.name}?`)], what)],
    fields: [],
    metadata: { projectId: project.id },
  });
};

/** For a command that lacks its project or its person. */
const verb = z.enum(['join', 'leave', 'show', 'members', 'edit', 'delete']);
export const chooseForm = defineForm(
  'project.choose',
  { title: 'Choose a project', submit: 'Go on' },
  about,
  z.object({ verb }),
);
export const chooseModal = (projects: Project[], what: z.output<typeof verb>) =>
  chooseForm({ fields: [projectSelect(projects)], metadata: { verb: what } });

const personVerb = z.enum(['transfer', 'remove']);
export const pickForm = defineForm(
  'project.pick',
  { title: 'Choose', submit: 'Go on' },
  about.extend({ person: z.string({ error: 'Type a username.' }) }),
  z.object({ verb: personVerb }),
);
export const pickModal = (projects: Project[], what: z.output<typeof personVerb>, chosen?: string) =>
  pickForm({
    fields: [
      projectSelect(projects, chosen),
      textField('person', 'Person', { most: 254, hint: 'Their username, such as grace.' }),
    ],
    metadata: { verb: what },
  });

const projectSelect = (projects: Project[], chosen?: string) =>
  selectField(
    'projectId',
    'Project',
    projects.map((project) => option(`${project.key}  ${project.name}`, project.id)),
    chosen,
  );
