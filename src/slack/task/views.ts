import type { Activity } from '../../domain/activity.ts';
import { type Person, personName } from '../../domain/actor.ts';
import type { Page } from '../../domain/page.ts';
import { can, type TaskAction } from '../../domain/task.ts';
import type { TaskSheet } from '../../services/task-sheets.ts';
import { actions, bold, duration, header, type Part, paragraph } from '../blocks.ts';
import type { TaskList } from '../buttons.ts';
import * as buttons from '../buttons.ts';
import type { Confirmation } from '../elements.ts';
import type { Reply } from '../outcome.ts';
import { done, look } from '../replies.ts';
import type { Button, KnownBlock } from '../types.ts';

const statusNames = { open: 'Open', claimed: 'Claimed', completed: 'Completed' } as const;
const nameIn = (people: Map<string, Person>) => (id: string | undefined) => personName(people.get(id ?? ''));

const pressed: Record<TaskAction, typeof buttons.claim> = {
  claim: buttons.claim,
  drop: buttons.drop,
  complete: buttons.complete,
  reopen: buttons.reopen,
  release: buttons.release,
  edit: buttons.editTask,
  delete: buttons.deleteTask,
};

const styles: Partial<Record<TaskAction, 'primary' | 'danger'>> = {
  claim: 'primary',
  complete: 'primary',
  delete: 'danger',
};

/** What is asked first (C4). */
const confirmations: Partial<Record<TaskAction, (reference: string) => Confirmation>> = {
  release: (reference) => ({
    title: 'Release this task?',
    text: `${reference} becomes open again, and whoever claimed it is told.`,
    confirm: 'Release',
  }),
  delete: (reference) => ({
    title: 'Delete this task?',
    text: `${reference} goes for good, for everyone.`,
    confirm: 'Delete',
  }),
};

/** The button that does this to a task. In a list, which it then shows anew, none stands out. */
export function buttonFor(action: TaskAction, { task, reference }: TaskSheet, list?: TaskList): Button {
  const style = list ? undefined : styles[action];
  const confirm = confirmations[action]?.(reference);
  const about = { task: task.id, ...(list ? { list } : {}) };
  return pressed[action](about, { ...(style ? { style } : {}), ...(confirm ? { confirm } : {}) });
}

/** A task with all there is to know and to press; within its history, without that button. */
function card(sheet: TaskSheet, within?: 'history'): KnownBlock[] {
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
  const offered = (action: TaskAction) => (can(action, task, asker) ? buttonFor(action, sheet) : undefined);
  return [
    paragraph(...lines),
    ...actions(
      offered('claim'),
      offered('complete'),
      offered('drop'),
      task.claimantId === asker.accountId ? undefined : offered('release'),
      offered('reopen'),
      offered('edit'),
      within ? undefined : buttons.history({ task: task.id }),
      offered('delete'),
    ),
  ];
}

export const shown = (sheet: TaskSheet): Reply =>
  look(sheet.reference, `${sheet.reference} ${sheet.task.title}`, card(sheet));

/** What was done to a task, and its card if it is still there. */
export function stepped(sentence: string, sheet?: TaskSheet): Reply {
  return done(sentence, sheet && card(sheet));
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
  const turn = (cursor: string | undefined, label: string) =>
    cursor ? actions(buttons.history({ task: sheet.task.id, cursor }, { label })) : [];
  return look('History', `History of ${sheet.reference}`, [
    ...card(sheet, 'history'),
    header('History'),
    paragraph(...lines),
    // Each in a block of its own, since within one no two may have the same id.
    ...turn(page.previous, 'Previous'),
    ...turn(page.next, 'Next'),
  ]);
}
