import { z } from 'zod';
import type { Group } from '../../domain/group.ts';
import { type Project, projectForm } from '../../domain/project.ts';
import { bold, count, paragraph } from '../blocks.ts';
import { option } from '../elements.ts';
import { defineForm, selectField, textField } from '../modals.ts';
import { aboutWhom, personField, type Whom, whom } from '../whom.ts';

const about = z.object({ projectId: z.string() });

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
        chosen,
      ),
      ...words(initial),
    ],
    metadata: {},
  });

export const editForm = defineForm('project.change', { title: 'Edit project', submit: 'Save' }, projectForm, about);
export const editModal = (project: Project) =>
  editForm({ fields: words(project), metadata: { projectId: project.id } });

export const deleteForm = defineForm(
  'project.remove',
  { title: 'Delete project', submit: 'Delete' },
  z.object({}),
  about,
);
export const deleteModal = (found: { project: Project; members: number; tasks: number }) => {
  const { project, members, tasks } = found;
  const what = `This takes ${count(members, 'membership')} and ${count(tasks, 'task')} with it, for everyone. It can't be undone.`;
  return deleteForm({
    above: [paragraph([bold(`Delete ${project.key} ${project.name}?`)], what)],
    fields: [],
    metadata: { projectId: project.id },
  });
};

const projectSelect = (projects: Project[]) =>
  selectField(
    'projectId',
    'Project',
    projects.map((project) => option(`${project.key}  ${project.name}`, project.id)),
  );
const chosenProject = z.object({ projectId: z.string({ error: 'Choose a project.' }) });

/** For a command that lacks its project. */
const verb = z.enum(['join', 'leave', 'show', 'members', 'edit', 'delete', 'link']);
export const chooseForm = defineForm(
  'project.choose',
  { title: 'Choose a project', submit: 'Go on' },
  chosenProject,
  z.object({ verb, channelId: z.string().default('') }),
);
export const chooseModal = (projects: Project[], what: z.output<typeof verb>, channelId: string) =>
  chooseForm({ fields: [projectSelect(projects)], metadata: { verb: what, channelId } });

/** For a command that lacks its project or its person. */
const personVerb = z.enum(['transfer', 'remove']);
export const pickForm = defineForm(
  'project.pick',
  { title: 'Choose', submit: 'Go on' },
  chosenProject.extend({ person: z.string().default('') }),
  z.object({ verb: personVerb, named: whom.optional() }),
);
export const pickModal = (projects: Project[], what: z.output<typeof personVerb>, named?: Whom) =>
  pickForm({
    above: aboutWhom(named),
    fields: [projectSelect(projects), ...personField(named)],
    metadata: { verb: what, named },
  });
