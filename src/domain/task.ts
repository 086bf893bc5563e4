import { z } from 'zod';
import { keyPattern } from './project.ts';
import { line, paragraphs } from './text.ts';

export const taskStatuses = ['open', 'claimed', 'completed'] as const;
export type TaskStatus = (typeof taskStatuses)[number];

export interface Task {
  id: string;
  projectId: string;
  number: number;
  title: string;
  description: string;
  /** The message it was made from, if any (C6). */
  link?: string | undefined;
  /** The workspace that the message is in. */
  linkTeamId?: string | undefined;
  status: TaskStatus;
  creatorId: string;
  createdAt: Date;
  claimantId?: string | undefined;
  claimedAt?: Date | undefined;
  completerId?: string | undefined;
  completedAt?: Date | undefined;
}

export const taskForm = z.object({ title: line('title', 150), description: paragraphs('description', 3000) });
export type TaskForm = z.infer<typeof taskForm>;

/** Its project's key, and its number; typed in any case. */
export const taskReference = new RegExp(`^(${keyPattern})-([1-9][0-9]{0,9})$`, 'i');

export const taskActions = ['claim', 'drop', 'complete', 'reopen', 'release', 'edit', 'delete'] as const;
export type TaskAction = (typeof taskActions)[number];

/** Who asks, seen from the task's project. Only its members get this far (T6). */
export interface Asker {
  accountId: string;
  isManager: boolean;
}

type Name = (accountId: string | undefined) => string;
type Rule = (task: Task, asker: Asker, reference: string, name: Name) => string | undefined;

const notClaimed = (task: Task, reference: string, name: Name, then: string) =>
  task.status === 'open'
    ? `${reference} is open: ${then}.`
    : `${reference} was completed by ${name(task.completerId)}.`;

const orRelease = ({ isManager }: Asker, reference: string) =>
  isManager ? ` You manage the project: \`/task release ${reference}\` makes it open again.` : '';

const onlyClaimant =
  (verb: string): Rule =>
  (task, asker, reference, name) => {
    if (task.status !== 'claimed') return notClaimed(task, reference, name, 'claim it first');
    if (task.claimantId !== asker.accountId)
      return `${reference} is claimed by ${name(task.claimantId)}: only they can ${verb} it.${orRelease(asker, reference)}`;
    return undefined;
  };

const creatorOrManager =
  (verb: string): Rule =>
  (task, asker, reference, name) =>
    task.creatorId === asker.accountId || asker.isManager
      ? undefined
      : `Only its creator, ${name(task.creatorId)}, or the project's manager can ${verb} ${reference}.`;

const rules: Record<TaskAction, Rule> = {
  claim: (task, asker, reference, name) => {
    if (task.status === 'completed') return `${reference} was completed by ${name(task.completerId)}.`;
    if (task.status === 'open') return undefined;
    return task.claimantId === asker.accountId
      ? `You have claimed ${reference} already.`
      : `${name(task.claimantId)} has claimed ${reference}.`;
  },
  drop: onlyClaimant('drop'),
  complete: onlyClaimant('complete'),
  reopen: (task, asker, reference, name) => {
    if (task.status !== 'completed') return `${reference} isn't completed, so there is nothing to reopen.`;
    return task.completerId === asker.accountId || asker.isManager
      ? undefined
      : `Only ${name(task.completerId)}, who completed it, or the project's manager can reopen ${reference}.`;
  },
  release: (task, asker, reference, name) => {
    if (!asker.isManager) return `Only the project's manager can release ${reference}.`;
    return task.status === 'claimed'
      ? undefined
      : notClaimed(task, reference, name, 'anybody in the project can claim it');
  },
  edit: creatorOrManager('edit'),
  delete: creatorOrManager('delete'),
};

/** Why the asker can't do this to the task (T2–T4), as a sentence that says who may; undefined when they can. */
export function objection(action: TaskAction, task: Task, asker: Asker, reference: string, name: Name) {
  return rules[action](task, asker, reference, name);
}

/** The same rules as a yes or no, for a view that hides a button. */
export function can(action: TaskAction, task: Task, asker: Asker): boolean {
  return objection(action, task, asker, '', () => '') === undefined;
}
