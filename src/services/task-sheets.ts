import type { Change } from '../db/record.ts';
import type { Stores } from '../db/stores.ts';
import type { Activity, ActivityKind } from '../domain/activity.ts';
import { type Actor, type Person, personName } from '../domain/actor.ts';
import type { Project } from '../domain/project.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Asker, objection, type Task, type TaskAction, taskReference } from '../domain/task.ts';
import type { Access } from './access.ts';
import { peopleFor } from './people.ts';

/** A task with all that a view of it shows. `people` lacks those whose account is gone. */
export interface TaskSheet {
  task: Task;
  project: Project;
  reference: string;
  asker: Asker;
  people: Map<string, Person>;
}

export type BareSheet = Omit<TaskSheet, 'people'>;

const notThere = (name: string) =>
  new Refusal(
    `There is no task ${taskReference.test(name) ? name.toUpperCase() : 'like that'} in your projects. \`/task list\` shows those you can see.`,
  );

/** Finds a task for whoever asks, and says whether they may do something to it. */
export function taskSheets(stores: Stores, allow: Access) {
  /** By reference (`WEB-12`) or id. Whether a task exists is told to its project's members alone (T6). */
  async function find(actor: Actor, name: string): Promise<BareSheet> {
    const [, key, number] = taskReference.exec(name) ?? [];
    const unseen = () => {
      throw notThere(name);
    };
    if (key && number) {
      const project = await allow.joinedByKey(actor, key.toUpperCase()).catch(refusalAs(unseen));
      return sheetOf(actor, project, (await stores.tasks.getByNumber(project.id, Number(number))) ?? unseen());
    }
    const task = (await stores.tasks.get(name)) ?? unseen();
    return sheetOf(actor, await allow.memberProject(actor, task.projectId).catch(refusalAs(unseen)), task);
  }

  function sheetOf(actor: Actor, project: Project, task: Task): BareSheet {
    const asker = { accountId: actor.accountId, isManager: project.managerId === actor.accountId };
    return { task, project, asker, reference: `${project.key}-${task.number}` };
  }

  async function withPeople(actor: Actor, sheet: BareSheet): Promise<TaskSheet> {
    const { creatorId, claimantId, completerId } = sheet.task;
    return { ...sheet, people: await peopleFor(actor, stores, [creatorId, claimantId, completerId]) };
  }

  /** @throws Refusal that says who may */
  async function mustBeAllowed(actor: Actor, action: TaskAction, sheet: BareSheet) {
    if (objection(action, sheet.task, sheet.asker, sheet.reference, () => '') === undefined) return;
    const { people } = await withPeople(actor, sheet);
    const name = (id: string | undefined) => personName(people.get(id ?? ''));
    throw new Refusal(objection(action, sheet.task, sheet.asker, sheet.reference, name) as string);
  }

  /** Adds to the task's history; `subjectId`: whose claim it ended. */
  async function record(
    actor: Actor,
    kind: ActivityKind,
    { task, project }: Pick<BareSheet, 'task' | 'project'>,
    change: Change,
    subjectId?: string,
  ) {
    const about = { groupId: project.groupId, projectId: project.id, taskId: task.id };
    const entry: Omit<Activity, 'id'> = { at: actor.now, kind, actorId: actor.accountId, ...about, subjectId };
    await stores.activities.add([entry], change);
  }

  return { find, sheetOf, withPeople, mustBeAllowed, record };
}

export type TaskSheets = ReturnType<typeof taskSheets>;

/** Passes on what isn't a refusal; a refusal becomes what `instead` throws. */
function refusalAs(instead: () => never) {
  return (error: unknown): never => {
    if (error instanceof Refusal) return instead();
    throw error;
  };
}
