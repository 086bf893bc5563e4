import type { Change } from '../db/record.ts';
import type { Stores } from '../db/stores.ts';
import type { Actor } from '../domain/actor.ts';
import { changedMeanwhile } from '../domain/refusal.ts';
import { objection, type TaskAction } from '../domain/task.ts';
import type { BareSheet, TaskSheets } from './task-sheets.ts';

/** A change that lost the race is looked at again this often before the person is asked to. */
const attempts = 5;

/** Undoes the change that it is thrown in, the delivery's key too: nothing was done yet. */
export class NotMade extends Error {}

export function unlessNotMade(error: unknown): undefined {
  if (!(error instanceof NotMade)) throw error;
}

/** How a task is looked at and changed by whoever may. */
export function taskChanges(stores: Stores, { find, mustBeAllowed }: TaskSheets) {
  return {
    /**
     * Looks at the task and makes the change, if the actor may; one that isn't made is looked at again.
     * @throws Refusal that says who may
     */
    async changed<T>(
      actor: Actor,
      name: string,
      action: TaskAction,
      make: (sheet: BareSheet) => Promise<T>,
    ): Promise<T> {
      for (let tried = 0; tried < attempts; tried++) {
        const sheet = await find(actor, name);
        await mustBeAllowed(actor, action, sheet);
        const made = await make(sheet).catch(unlessNotMade);
        if (made !== undefined) return made;
      }
      throw changedMeanwhile(name.toUpperCase());
    },

    /**
     * Makes the right to the change a condition of it: being a member, and the manager where only the manager may (T3,
     * T4). What the task itself must be like is for its own guard. @throws NotMade
     */
    async holdRight(action: TaskAction, { task, project, asker, reference }: BareSheet, change: Change): Promise<void> {
      const { accountId } = asker;
      if (!(await stores.memberships.hold(accountId, project.id, change))) throw new NotMade();
      const asMember = { accountId, isManager: false };
      if (objection(action, task, asMember, reference, () => '') === undefined) return;
      if (!(await stores.projects.hold(project.id, change, accountId))) throw new NotMade();
    },
  };
}

export type TaskChanges = ReturnType<typeof taskChanges>;
