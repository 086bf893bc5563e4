import type { Stores } from '../db/connect.ts';
import type { TaskChange, TaskFilter } from '../db/tasks.ts';
import type { Activity, ActivityKind } from '../domain/activity.ts';
import { type Actor, type Person, personName } from '../domain/actor.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import type { Project } from '../domain/project.ts';
import { AlreadyDone, Refusal } from '../domain/refusal.ts';
import {
  type Asker,
  objection,
  type Task,
  type TaskAction,
  type TaskForm,
  type TaskStatus,
  taskReference,
} from '../domain/task.ts';
import type { Access } from './access.ts';
import type { Letters } from './letters.ts';

/** A task with all that a view of it shows. `people` lacks those whose account is gone. */
export interface TaskSheet {
  task: Task;
  project: Project;
  reference: string;
  asker: Asker;
  people: Map<string, Person>;
}

type Step = Exclude<TaskAction, 'edit' | 'delete'>;

const steps: Record<Step, { kind: ActivityKind; to: (actor: Actor, task: Task) => TaskChange }> = {
  claim: {
    kind: 'task.claimed',
    to: (actor) => ({ status: 'claimed', claimantId: actor.accountId, claimedAt: actor.now }),
  },
  drop: { kind: 'task.dropped', to: () => ({ status: 'open' }) },
  release: { kind: 'task.released', to: () => ({ status: 'open' }) },
  reopen: { kind: 'task.reopened', to: () => ({ status: 'open' }) },
  complete: {
    kind: 'task.completed',
    to: (actor, task) => ({
      status: 'completed',
      claimedAt: task.claimedAt,
      completerId: actor.accountId,
      completedAt: actor.now,
    }),
  },
};

/** A change that lost the race is looked at again this often before the person is asked to. */
const attempts = 5;

const notThere = (name: string) =>
  new Refusal(
    `There is no task ${taskReference.test(name) ? name.toUpperCase() : 'like that'} in your projects. \`/task list\` shows those you can see.`,
  );

/** Undoes the change that it is thrown in, the delivery's key too: nothing was done yet. */
class ChangedMeanwhile extends Error {}

function unlessChanged(error: unknown): undefined {
  if (!(error instanceof ChangedMeanwhile)) throw error;
}

export function taskService(stores: Stores, allow: Access, letters: Letters) {
  /** By reference (`WEB-12`) or id. Whether a task exists is told to its project's members alone (T6). */
  async function find(actor: Actor, name: string): Promise<Omit<TaskSheet, 'people'>> {
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

  function sheetOf(actor: Actor, project: Project, task: Task) {
    const asker = { accountId: actor.accountId, isManager: project.managerId === actor.accountId };
    return { task, project, asker, reference: `${project.key}-${task.number}` };
  }

  async function withPeople(sheet: Omit<TaskSheet, 'people'>): Promise<TaskSheet> {
    const { creatorId, claimantId, completerId } = sheet.task;
    return { ...sheet, people: await stores.accounts.people([creatorId, claimantId, completerId]) };
  }

  async function mustBeAllowed(action: TaskAction, sheet: Omit<TaskSheet, 'people'>) {
    if (objection(action, sheet.task, sheet.asker, sheet.reference, () => '') === undefined) return;
    const { people } = await withPeople(sheet);
    const name = (id: string | undefined) => personName(people.get(id ?? ''));
    throw new Refusal(objection(action, sheet.task, sheet.asker, sheet.reference, name) as string);
  }

  /** Claims, drops, completes, reopens or releases one task. */
  async function step(actor: Actor, name: string, action: Step): Promise<TaskSheet> {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const sheet = await find(actor, name);
      await mustBeAllowed(action, sheet);
      const { task, project, reference } = sheet;
      const freed = action === 'release' ? task.claimantId : undefined;
      const tell = freed ? await letters.to(freed, project.teamId) : undefined;
      const step = stores.deliveries.once(actor.delivery, `${action} ${task.id}`, async (change) => {
        const updated = await stores.tasks.step(task, steps[action].to(actor, task), change);
        if (!updated) throw new ChangedMeanwhile();
        if (!(await stores.memberships.hold(actor.accountId, project.id, change))) throw notThere(name);
        await record(actor, steps[action].kind, updated, project, change, freed);
        const sentence = `${personName({ id: '', ...actor })} released ${reference}, which you had claimed: it is open again.`;
        if (tell && freed !== actor.accountId) await letters.write([{ ...tell, sentence }], actor.now, change);
        return updated;
      });
      const changed = await step.catch(unlessChanged);
      if (changed) return withPeople({ ...sheet, task: changed });
    }
    throw new Refusal(`${name.toUpperCase()} changed at the same moment. Look at it and try again.`);
  }

  type Change = Parameters<typeof stores.activities.add>[1];
  async function record(
    actor: Actor,
    kind: ActivityKind,
    task: Task,
    project: Project,
    change: Change,
    subjectId?: string,
  ) {
    const { id: projectId, groupId } = project;
    const entry = { at: actor.now, kind, actorId: actor.accountId, groupId, projectId, taskId: task.id, subjectId };
    await stores.activities.add([entry], change);
  }

  /** Ids of the projects the actor is in; only living ones are of use, and a page looks that up again by itself. */
  async function myProjects(actor: Actor): Promise<Project[]> {
    return stores.projects.some(await stores.memberships.ofAccount(actor.accountId, 'project'));
  }

  async function listing(
    actor: Actor,
    projects: Project[],
    filter: TaskFilter,
    request: PageRequest,
  ): Promise<Page<TaskSheet>> {
    const byId = new Map(projects.map((project) => [project.id, project]));
    const page = await stores.tasks.page(filter, request);
    const ids = page.items.flatMap((task) => [task.creatorId, task.claimantId, task.completerId]);
    const people = await stores.accounts.people(ids);
    const items = page.items.map((task) => ({ ...sheetOf(actor, byId.get(task.projectId) as Project, task), people }));
    return { ...page, items };
  }

  return {
    /** The projects a task could be put in. */
    projects: myProjects,

    async show(actor: Actor, name: string): Promise<TaskSheet> {
      return withPeople(await find(actor, name));
    },

    /** For the edit form: refused on opening already, not only on submitting. */
    async toEdit(actor: Actor, name: string): Promise<TaskSheet> {
      const sheet = await find(actor, name);
      await mustBeAllowed('edit', sheet);
      return withPeople(sheet);
    },

    /** T1. Takes the project's next number first; one given and not used, after a crash, is never given again. */
    async add(actor: Actor, projectId: string, form: TaskForm & { link?: string | undefined }): Promise<TaskSheet> {
      const project = await allow.memberProject(actor, projectId);
      if (await stores.deliveries.seen(actor.delivery)) throw new AlreadyDone();
      const number = await stores.projects.nextNumber(projectId);
      if (!number) throw new Refusal(`${project.key} is gone: somebody has deleted it.`);
      const { teamId, accountId: creatorId, now: createdAt } = actor;
      const created = { ...form, projectId, number, creatorId, createdAt, teamId };
      const task = await stores.deliveries.once(actor.delivery, 'add', async (change) => {
        if (!(await stores.memberships.hold(actor.accountId, projectId, change)))
          throw new Refusal(`You are no longer in ${project.key}: \`/project join ${project.key}\` first.`);
        const added = await stores.tasks.create(created, change);
        await record(actor, 'task.created', added, project, change);
        return added;
      });
      return withPeople(sheetOf(actor, project, task));
    },

    step,
    claim: (actor: Actor, name: string) => step(actor, name, 'claim'),

    async edit(actor: Actor, name: string, form: TaskForm): Promise<TaskSheet> {
      const sheet = await find(actor, name);
      await mustBeAllowed('edit', sheet);
      const edited = await stores.deliveries.once(actor.delivery, `edit ${sheet.task.id}`, async (change) => {
        const task = await stores.tasks.edit(sheet.task.id, form, change);
        if (!task || !(await stores.memberships.hold(actor.accountId, sheet.project.id, change))) throw notThere(name);
        await record(actor, 'task.edited', task, sheet.project, change);
        return task;
      });
      return withPeople({ ...sheet, task: edited });
    },

    /** Deletes the task; whoever had claimed it is told. */
    async remove(actor: Actor, name: string): Promise<TaskSheet> {
      const sheet = await withPeople(await find(actor, name));
      await mustBeAllowed('delete', sheet);
      const { task, project, reference } = sheet;
      const claimant = task.claimantId !== actor.accountId ? task.claimantId : undefined;
      const tell = claimant ? await letters.to(claimant, project.teamId) : undefined;
      await stores.deliveries.once(actor.delivery, `delete ${task.id}`, async (change) => {
        if (!(await stores.tasks.remove(task.id, change))) throw notThere(name);
        if (!(await stores.memberships.hold(actor.accountId, project.id, change))) throw notThere(name);
        await record(actor, 'task.deleted', task, project, change, claimant);
        const sentence = `${personName({ id: '', ...actor })} deleted ${reference}, which you had claimed.`;
        if (tell) await letters.write([{ ...tell, sentence }], actor.now, change);
      });
      return sheet;
    },

    /** Tasks of one of my projects, or of all where none is named. */
    async list(actor: Actor, projectId: string | undefined, status: TaskStatus, request: PageRequest) {
      const projects = projectId ? [await allow.memberProject(actor, projectId)] : await myProjects(actor);
      const projectIds = projects.map((project) => project.id);
      return listing(actor, projects, { projectIds, status }, request);
    },

    /** T7: claimed by me, or completed by me, across the projects I am in. */
    async mine(actor: Actor, which: 'claimed' | 'completed', request: PageRequest) {
      const projects = await myProjects(actor);
      const projectIds = projects.map((project) => project.id);
      const by = which === 'claimed' ? { claimantId: actor.accountId } : { completerId: actor.accountId };
      return listing(actor, projects, { projectIds, ...by }, request);
    },

    /** Tasks of the projects I manage: what I may release, edit and delete, whoever created it (T3, T4). */
    async managed(actor: Actor, status: TaskStatus, request: PageRequest) {
      const projects = (await myProjects(actor)).filter((project) => project.managerId === actor.accountId);
      return listing(actor, projects, { projectIds: projects.map((project) => project.id), status }, request);
    },

    /** Tasks I created in projects of others: what else I may edit and delete (T4). */
    async created(actor: Actor, request: PageRequest) {
      const projects = (await myProjects(actor)).filter((project) => project.managerId !== actor.accountId);
      const projectIds = projects.map((project) => project.id);
      return listing(actor, projects, { projectIds, creatorId: actor.accountId }, request);
    },

    /** T6: all that happened to a task, oldest first. */
    async history(actor: Actor, name: string, request: PageRequest) {
      const sheet = await withPeople(await find(actor, name));
      const page: Page<Activity> = await stores.activities.ofTask(sheet.task.id, request);
      const people = await stores.accounts.people(page.items.flatMap((entry) => [entry.actorId, entry.subjectId]));
      return { sheet, page, people };
    },
  };
}

/** Passes on what isn't a refusal; a refusal becomes what `instead` throws. */
function refusalAs(instead: () => never) {
  return (error: unknown): never => {
    if (error instanceof Refusal) return instead();
    throw error;
  };
}

export type TaskService = ReturnType<typeof taskService>;
