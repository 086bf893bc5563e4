import { z } from 'zod';
import type { Project } from '../../domain/project.ts';
import { taskForm } from '../../domain/task.ts';
import type { TaskSheet } from '../../services/task-sheets.ts';
import { defineForm, option, selectField, textField } from '../elements.ts';

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
  const project = selectField('projectId', 'Project', options, initial.projectId ?? projects[0]?.id);
  return addForm({ fields: [project, ...fields(initial)], metadata: initial.link ? { link: initial.link } : {} });
}

export const editForm = defineForm(
  'task.change',
  { title: 'Edit task', submit: 'Save' },
  taskForm,
  z.object({ task: z.string() }),
);

export function editModal({ task }: TaskSheet) {
  return editForm({ fields: fields(task), metadata: { task: task.id } });
}
