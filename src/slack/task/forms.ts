import { z } from 'zod';
import type { Project } from '../../domain/project.ts';
import { taskForm } from '../../domain/task.ts';
import type { TaskSheet } from '../../services/task-sheets.ts';
import { bold, paragraph } from '../blocks.ts';
import { option } from '../elements.ts';
import { defineForm, selectField, textField } from '../modals.ts';

const fields = (initial: { title?: string | undefined; description?: string | undefined }) => [
  textField('title', 'Title', { initial: initial.title, most: 150 }),
  textField('description', 'Description', {
    initial: initial.description,
    most: 3000,
    multiline: true,
    optional: true,
  }),
];

export const addForm = defineForm(
  'task.add',
  { title: 'New task', submit: 'Create' },
  taskForm.extend({ projectId: z.string({ error: 'Choose a project.' }) }),
  z.object({ link: z.string().optional() }),
);

export function addModal(
  projects: Project[],
  initial: { projectId?: string | undefined; title?: string; description?: string; link?: string | undefined },
) {
  const options = projects.map((project) => option(`${project.key}  ${project.name}`, project.id));
  const project = selectField('projectId', 'Project', options, initial.projectId);
  return addForm({ fields: [project, ...fields(initial)], metadata: initial.link ? { link: initial.link } : {} });
}

export const editForm = defineForm(
  'task.change',
  { title: 'Edit task', submit: 'Save' },
  taskForm,
  z.object({ task: z.string() }),
);

/** What is to be deleted: by id, since a reference might name another task by the time that it is confirmed. */
export const deleteForm = defineForm(
  'task.remove',
  { title: 'Delete', submit: 'Delete' },
  z.object({}),
  z.object({ tasks: z.array(z.object({ task: z.string(), reference: z.string() })).min(1) }),
);

export function deleteModal(sheets: TaskSheet[]) {
  const lines = sheets.map(({ reference, task }) => [bold(`${reference}  ${task.title}`)]);
  const goes = sheets.length === 1 ? 'It goes for good, for everyone.' : 'They go for good, for everyone.';
  const tasks = sheets.map(({ task, reference }) => ({ task: task.id, reference }));
  return deleteForm({ above: [paragraph(...lines, goes)], fields: [], metadata: { tasks } });
}

export function editModal({ task }: TaskSheet) {
  return editForm({ fields: fields(task), metadata: { task: task.id } });
}
