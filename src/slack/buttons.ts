import { z } from 'zod';
import { cursorPattern } from '../domain/page.ts';
import { taskActions, taskStatuses } from '../domain/task.ts';
import { sectionKinds } from '../services/task-lists.ts';
import { defineButton } from './elements.ts';
import type { Request } from './outcome.ts';

/** The buttons that more than one noun shows; what they do is in their own noun's listeners. */

const id = z.string().regex(/^[0-9a-f]{24}$/);
export const cursor = z.string().regex(cursorPattern).optional();
const nothing = z.object({});

const taskSection = z.object({
  of: z.enum(sectionKinds),
  projectId: id.optional(),
  status: z.enum(taskStatuses).default('open'),
  cursor,
});

/** A list of tasks, and what its rows offer to do. Travels with the list's buttons so that it can be shown anew. */
const taskList = z.object({
  sections: z.array(taskSection).min(1).max(taskStatuses.length),
  offer: z.enum([...taskActions, 'show']).optional(),
});
export type TaskList = z.output<typeof taskList>;

const aboutTask = z.object({ task: id, list: taskList.optional() });

export const claim = defineButton('task.claim', 'Claim', aboutTask);
export const drop = defineButton('task.drop', 'Drop', aboutTask);
export const complete = defineButton('task.complete', 'Complete', aboutTask);
export const reopen = defineButton('task.reopen', 'Reopen', aboutTask);
export const release = defineButton('task.release', 'Release', aboutTask);
export const editTask = defineButton('task.edit', 'Edit', aboutTask);
export const deleteTask = defineButton('task.delete', 'Delete', aboutTask);
export const history = defineButton('task.history', 'History', z.object({ task: id, cursor }));
export const newTask = defineButton('task.new', 'New task', z.object({ projectId: id.optional() }));
export const previousTasks = defineButton('task.previous', 'Previous', taskList);
export const nextTasks = defineButton('task.next', 'Next', taskList);

export const newProject = defineButton('project.new', 'New project', z.object({ groupId: id.optional() }));
export const joinProject = defineButton('project.join', 'Join', z.object({ projectId: id }));
export const leaveProject = defineButton('project.leave', 'Leave', z.object({ projectId: id }));

export const newGroup = defineButton('group.new', 'New group', nothing);
export const invite = defineButton('group.invite', 'Invite', z.object({ groupId: id.optional() }));
export const accept = defineButton('invitation.accept', 'Accept', z.object({ invitation: id }));
export const decline = defineButton('invitation.decline', 'Decline', z.object({ invitation: id }));
export const takeOver = defineButton('group.take-over', 'Take over', z.object({ groupId: id, accountId: id }));

/** What a person without an account had asked for, kept for after they have one (A8). */
export const request = z.discriminatedUnion('type', [
  z.object({ type: z.literal('command'), command: z.string(), text: z.string(), channelId: z.string() }),
  z.object({ type: z.literal('button'), id: z.string(), value: z.string() }),
  z.object({
    type: z.literal('shortcut'),
    id: z.string(),
    message: z.object({ text: z.string(), link: z.string() }).optional(),
  }),
]) satisfies z.ZodType<Request>;
const carried = z.object({ request: request.optional() });

export const signUp = defineButton('account.sign-up', 'Sign up', carried);
export const signIn = defineButton('account.sign-in', 'Sign in', carried);
export const goOn = defineButton('account.go-on', 'Continue', z.object({ request }));
