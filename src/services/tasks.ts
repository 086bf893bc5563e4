import type { Stores } from '../db/stores.ts';
import type { Activity } from '../domain/activity.ts';
import type { Actor } from '../domain/actor.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import { AlreadyDone, Refusal } from '../domain/refusal.ts';
import type { TaskForm } from '../domain/task.ts';
import type { Access, JoinedProject } from './access.ts';
import type { Letters } from './letters.ts';
import { nameOf, peopleFor } from './people.ts';
import { NotMade, taskChanges } from './task-changes.ts';
import { taskLists } from './task-lists.ts';
import { type TaskSheet, taskSheets } from './task-sheets.ts';
import { taskSteps } from './task-steps.ts';

export function taskService(stores: Stores, allow: Access, letters: Letters) {
  const sheets = taskSheets(stores, allow);
  const { find, sheetOf, withPeople, mustBeAllowed, record } = sheets;
  const changes = taskChanges(stores, sheets);
  const { changed, holdRight } = changes;

  return {
    ...taskLists(stores, allow, sheets),
    step: taskSteps(stores, sheets, changes, letters),

    async show(actor: Actor, name: string): Promise<TaskSheet> {
      return withPeople(actor, await find(actor, name));
    },

    /** For opening a form: refused on opening already, not only on submitting. */
    async toChange(actor: Actor, name: string, action: 'edit' | 'delete'): Promise<TaskSheet> {
      const sheet = await find(actor, name);
      await mustBeAllowed(actor, action, sheet);
      return withPeople(actor, sheet);
    },

    /**
     * T1. Takes the project's next number first; one given and not used, after a crash, is never given again. `named`: the
     * project's id, or the project, read already.
     */
    async add(
      actor: Actor,
      named: string | JoinedProject,
      form: TaskForm & { link?: string | undefined },
    ): Promise<TaskSheet> {
      const project = await allow.memberProject(actor, named);
      const projectId = project.id;
      if (await stores.activities.carries(actor.delivery)) throw new AlreadyDone();
      const number = await stores.projects.nextNumber(projectId);
      if (!number) throw new Refusal(`${project.key} is gone: somebody has deleted it.`);
      const { teamId, accountId: creatorId, now: createdAt } = actor;
      const created = { ...form, projectId, number, creatorId, createdAt, teamId };
      const task = await stores.deliveries.once(actor.delivery, 'add', async (change) => {
        if (!(await stores.memberships.hold(actor.accountId, projectId, change)))
          throw new Refusal(`You are no longer in ${project.key}: \`/project join ${project.key}\` first.`);
        const added = await stores.tasks.create(created, change);
        await record(actor, 'task.created', { task: added, project }, change);
        return added;
      });
      return withPeople(actor, sheetOf(actor, project, task));
    },

    async edit(actor: Actor, name: string, form: TaskForm): Promise<TaskSheet> {
      const edited = await changed(actor, name, 'edit', (sheet) =>
        stores.deliveries.once(actor.delivery, `edit ${sheet.task.id}`, async (change) => {
          const task = await stores.tasks.edit(sheet.task.id, form, change);
          if (!task) throw new NotMade();
          await holdRight('edit', sheet, change);
          await record(actor, 'task.edited', sheet, change);
          return { ...sheet, task };
        }),
      );
      return withPeople(actor, edited);
    },

    /** Deletes the task; whoever had claimed it is told. */
    async remove(actor: Actor, name: string): Promise<TaskSheet> {
      const removed = await changed(actor, name, 'delete', async (sheet) => {
        const { task, project, reference } = sheet;
        const claimant = task.claimantId !== actor.accountId ? task.claimantId : undefined;
        const tell = claimant ? await letters.to(claimant, project.teamId) : undefined;
        return stores.deliveries.once(actor.delivery, `delete ${task.id}`, async (change) => {
          if (!(await stores.tasks.remove(task, change))) throw new NotMade();
          await holdRight('delete', sheet, change);
          await record(actor, 'task.deleted', sheet, change, claimant);
          const sentence = `${nameOf(actor)} deleted ${reference}, which you had claimed.`;
          if (tell) await letters.write([{ ...tell, sentence }], actor.now, change);
          return sheet;
        });
      });
      return withPeople(actor, removed);
    },

    /** T6: all that happened to a task, oldest first. */
    async history(actor: Actor, name: string, request: PageRequest) {
      const sheet = await withPeople(actor, await find(actor, name));
      const page: Page<Activity> = await stores.activities.ofTask(sheet.task.id, request);
      const people = await peopleFor(
        actor,
        stores,
        page.items.flatMap((entry) => [entry.actorId, entry.subjectId]),
      );
      return { sheet, page, people };
    },
  };
}

export type TaskService = ReturnType<typeof taskService>;
