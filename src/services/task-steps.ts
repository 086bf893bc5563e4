import type { Stores } from '../db/stores.ts';
import type { TaskChange, TaskGuard, TaskPlace } from '../db/tasks.ts';
import type { ActivityKind } from '../domain/activity.ts';
import type { Actor } from '../domain/actor.ts';
import type { Project } from '../domain/project.ts';
import { type TaskAction, taskReference } from '../domain/task.ts';
import type { Letters } from './letters.ts';
import { nameOf } from './people.ts';
import { NotMade, type TaskChanges, unlessNotMade } from './task-changes.ts';
import type { BareSheet, TaskSheet, TaskSheets } from './task-sheets.ts';

type Step = Exclude<TaskAction, 'edit' | 'delete'>;

interface StepRule {
  kind: ActivityKind;
  to: (actor: Actor) => TaskChange;
  /** How a task must be for the actor to be allowed the step, where the task alone tells (T2, T3). */
  mine?: (actor: Actor) => Pick<TaskGuard, 'status' | 'claimantId'>;
}

const claimedBy = (actor: Actor) => ({ status: 'claimed' as const, claimantId: actor.accountId });
const opened = (): TaskChange => ({ set: { status: 'open' }, unset: ['claimantId', 'claimedAt'] });

const rules: Record<Step, StepRule> = {
  claim: {
    kind: 'task.claimed',
    to: (actor) => ({ set: { ...claimedBy(actor), claimedAt: actor.now } }),
    mine: () => ({ status: 'open' }),
  },
  drop: { kind: 'task.dropped', to: opened, mine: claimedBy },
  release: { kind: 'task.released', to: opened },
  reopen: {
    kind: 'task.reopened',
    to: () => ({ set: { status: 'open' }, unset: ['claimedAt', 'completerId', 'completedAt'] }),
  },
  complete: {
    kind: 'task.completed',
    to: (actor) => ({
      set: { status: 'completed', completerId: actor.accountId, completedAt: actor.now },
      unset: ['claimantId'],
    }),
    mine: claimedBy,
  },
};

/** The steps of a task's life: claims, drops, completes, reopens, releases. */
export function taskSteps(
  stores: Stores,
  { sheetOf, withPeople, record }: TaskSheets,
  { changed, holdRight }: TaskChanges,
  letters: Letters,
) {
  /** Once per delivery and task, however it is tried. */
  const partOf = (action: Step, name: string) => `${action} ${name.toUpperCase()}`;

  /**
   * Makes a step without looking first, where the task's own state gives the right to it: then the guard, and the
   * membership held in the same change, decide. Undefined where they say no: whoever looks then finds out why.
   */
  async function attempt(actor: Actor, name: string, action: Step): Promise<BareSheet | undefined> {
    const { mine, to, kind } = rules[action];
    const found = mine && (await place(actor, name));
    if (!found) return undefined;
    const made = stores.deliveries.once(actor.delivery, partOf(action, name), async (change) => {
      const task = await stores.tasks.step({ ...found.where, ...mine(actor) }, to(actor), change);
      const project = task && (found.project ?? (await stores.projects.known(task.projectId)));
      if (!project || !(await stores.memberships.hold(actor.accountId, project.id, change))) throw new NotMade();
      await record(actor, kind, { task, project }, change);
      return sheetOf(actor, project, task);
    });
    return made.catch(unlessNotMade);
  }

  /** Where a task of this name is, if it is in the workspace that one stands in. */
  async function place(actor: Actor, name: string): Promise<{ where: TaskPlace; project?: Project } | undefined> {
    const [, key, number] = taskReference.exec(name) ?? [];
    if (!key || !number) return { where: { id: name } };
    const project = await stores.projects.knownByKey(actor.teamId, key.toUpperCase());
    return project && { where: { projectId: project.id, number: Number(number) }, project };
  }

  async function make(actor: Actor, name: string, action: Step, sheet: BareSheet): Promise<BareSheet> {
    const { task, project, reference } = sheet;
    const { id, status, claimantId } = task;
    const freed = action === 'release' ? claimantId : undefined;
    const tell = freed ? await letters.to(freed, project.teamId) : undefined;
    return stores.deliveries.once(actor.delivery, partOf(action, name), async (change) => {
      const stepped = await stores.tasks.step({ id, status, claimantId }, rules[action].to(actor), change);
      if (!stepped) throw new NotMade();
      await holdRight(action, sheet, change);
      await record(actor, rules[action].kind, sheet, change, freed);
      const sentence = `${nameOf(actor)} released ${reference}, which you had claimed: it is open again.`;
      if (tell && freed !== actor.accountId) await letters.write([{ ...tell, sentence }], actor.now, change);
      return { ...sheet, task: stepped };
    });
  }

  /** Claims, drops, completes, reopens or releases one task, by reference or id. @throws Refusal that says who may */
  return async function step(actor: Actor, name: string, action: Step): Promise<TaskSheet> {
    const looking = (sheet: BareSheet) => make(actor, name, action, sheet);
    return withPeople(actor, (await attempt(actor, name, action)) ?? (await changed(actor, name, action, looking)));
  };
}
