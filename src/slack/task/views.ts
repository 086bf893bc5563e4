import { z } from 'zod';
import type { Activity } from '../../domain/activity.ts';
import { type Person, personName } from '../../domain/actor.ts';
import type { Page } from '../../domain/page.ts';
import type { Project } from '../../domain/project.ts';
import { can, taskForm } from '../../domain/task.ts';
import type { TaskSheet } from '../../services/tasks.ts';
import { actions, bold, duration, header, type Part, paragraph, row } from '../blocks.ts';
import type { TaskList } from '../buttons.ts';
import * as buttons from '../buttons.ts';
import { defineForm, option, selectField, textField } from '../elements.ts';
import type { Reply } from '../outcome.ts';
import { done, look } from '../replies.ts';
import type { KnownBlock } from '../types.ts';

const statusNames = { open: 'Open', claimed: 'Claimed', completed: 'Completed' } as const;
const nameIn = (people: Map<string, Person>) => (id: string | undefined) => personName(people.get(id ?? ''));

const deleting = (reference: string) => ({
  title: 'Delete this task?',
  text: `${reference} goes for good, for everyone.`,
  confirm: 'Delete',
});

/** A task with all there is to know and to press. */
export function card(sheet: TaskSheet): KnownBlock[] {
  const { task, project, people, reference, asker } = sheet;
  const name = nameIn(people);
  const lines: Part[][] = [[bold(`${reference}  ${task.title}`)], [`${project.name} · ${statusNames[task.status]}`]];
  if (task.description) lines.push([task.description]);
  if (task.link) lines.push([{ url: task.link, label: 'The message it came from' }]);
  lines.push([`Created by ${name(task.creatorId)}, `, task.createdAt]);
  if (task.status === 'claimed' && task.claimedAt)
    lines.push([`Claimed by ${name(task.claimantId)}, `, task.claimedAt]);
  if (task.completedAt) {
    const spans = [`${duration(task.createdAt, task.completedAt)} after it was created`];
    if (task.claimedAt) spans.push(`${duration(task.claimedAt, task.completedAt)} after the claim`);
    if (task.claimedAt) lines.push(['Claimed, ', task.claimedAt]);
    lines.push([`Completed by ${name(task.completerId)}, `, task.completedAt]);
    lines.push([`Took ${spans.join(', ')}`]);
  }
  const about = { task: task.id };
  return [
    paragraph(...lines),
    ...actions(
      can('claim', task, asker) ? buttons.claim(about, { style: 'primary' }) : undefined,
      can('complete', task, asker) ? buttons.complete(about, { style: 'primary' }) : undefined,
      can('drop', task, asker) ? buttons.drop(about) : undefined,
      can('release', task, asker) && task.claimantId !== asker.accountId
        ? buttons.release(about, { confirm: releasing(reference) })
        : undefined,
      can('reopen', task, asker) ? buttons.reopen(about) : undefined,
      can('edit', task, asker) ? buttons.editTask(about) : undefined,
      buttons.history(about),
      can('delete', task, asker)
        ? buttons.deleteTask(about, { style: 'danger', confirm: deleting(reference) })
        : undefined,
    ),
  ];
}

const releasing = (reference: string) => ({
  title: 'Release this task?',
  text: `${reference} becomes open again, and whoever claimed it is told.`,
  confirm: 'Release',
});

export const shown = (sheet: TaskSheet): Reply =>
  look(sheet.reference, `${sheet.reference} ${sheet.task.title}`, card(sheet));

/** What was done to one task or several, and the cards of what is left. */
export function stepped(sentence: string, sheets: TaskSheet[]): Reply {
  return done(sentence, sheets.slice(0, 20).flatMap(card));
}

/** One task in a list: who has it or completed it, and what the reader can do at once. */
export function taskRow(sheet: TaskSheet, list: TaskList): KnownBlock {
  const { task, reference, people, asker } = sheet;
  const name = nameIn(people);
  const about = { task: task.id, list };
  const who =
    task.status === 'claimed'
      ? `Claimed by ${name(task.claimantId)}`
      : task.status === 'completed'
        ? `Completed by ${name(task.completerId)}`
        : '';
  const when =
    task.status === 'completed' && task.completedAt
      ? { what: 'Completed', at: task.completedAt }
      : task.status === 'claimed' && task.claimedAt
        ? { what: 'Claimed', at: task.claimedAt }
        : { what: 'Created', at: task.createdAt };
  const button = can('claim', task, asker)
    ? buttons.claim(about)
    : can('complete', task, asker)
      ? buttons.complete(about)
      : buttons.history({ task: task.id });
  return row([`${reference}  ${task.title}`, who].filter(Boolean).join('\n'), { when, button });
}

export function pager(page: Page<unknown>, list: TaskList): KnownBlock[] {
  return actions(
    page.previous ? buttons.previousTasks({ ...list, cursor: page.previous }) : undefined,
    page.next ? buttons.nextTasks({ ...list, cursor: page.next }) : undefined,
  );
}

export function listed(title: string, page: Page<TaskSheet>, list: TaskList, notice?: string): Reply {
  const rows = page.items.map((sheet) => taskRow(sheet, list));
  const empty = rows.length === 0 ? [paragraph('Nothing here.')] : [];
  const said = notice ? [paragraph(notice)] : [];
  return look('Tasks', notice ?? title, [...said, header(title), ...rows, ...empty, ...pager(page, list)]);
}

/** `/task`: what I have claimed, then what I could claim. */
export function overview(claimed: Page<TaskSheet>, open: Page<TaskSheet>): Reply {
  const mine: TaskList = { of: 'mine', status: 'claimed' };
  const everything: TaskList = { of: 'everything', status: 'open' };
  const none = (text: string, page: Page<unknown>) => (page.items.length === 0 ? [paragraph(text)] : []);
  return look('My tasks', 'Your claimed tasks, and open tasks of your projects', [
    header('Claimed by me'),
    ...claimed.items.map((sheet) => taskRow(sheet, mine)),
    ...none('You have claimed nothing.', claimed),
    ...pager(claimed, mine),
    header('Open in my projects'),
    ...open.items.map((sheet) => taskRow(sheet, everything)),
    ...none('Nothing is open.', open),
    ...pager(open, everything),
    ...actions(buttons.newTask({})),
  ]);
}

const verbs: Record<string, string> = {
  'task.created': 'created it',
  'task.claimed': 'claimed it',
  'task.dropped': 'dropped it',
  'task.completed': 'completed it',
  'task.reopened': 'reopened it',
  'task.released': 'released it',
  'task.edited': 'edited it',
  'task.deleted': 'deleted it',
};

export function historyOf({
  sheet,
  page,
  people,
}: {
  sheet: TaskSheet;
  page: Page<Activity>;
  people: Map<string, Person>;
}): Reply {
  const name = nameIn(people);
  const lines = page.items.map((entry): Part[] => {
    const about = entry.subjectId && entry.subjectId !== entry.actorId ? ` (claimed by ${name(entry.subjectId)})` : '';
    return [entry.at, `  ${name(entry.actorId)} ${verbs[entry.kind] ?? entry.kind}${about}`];
  });
  const older = page.next ? buttons.history({ task: sheet.task.id, cursor: page.next }, { label: 'Next' }) : undefined;
  return look('History', `History of ${sheet.reference}`, [
    ...card(sheet),
    header('History'),
    paragraph(...lines),
    ...actions(older),
  ]);
}

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
