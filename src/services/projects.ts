import type { Stores } from '../db/stores.ts';
import type { Actor } from '../domain/actor.ts';
import { mostCounted, type Page, type PageRequest } from '../domain/page.ts';
import { type Project, type ProjectForm, readKey } from '../domain/project.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Access } from './access.ts';
import type { Departure } from './departure.ts';
import type { Letters } from './letters.ts';
import { projectChannels } from './project-channels.ts';
import { projectChangedMeanwhile, projectEntry, projectMembers } from './project-members.ts';
import { type ProjectSheet, projectSheets } from './project-sheets.ts';

export type { ProjectSheet } from './project-sheets.ts';

export function projectService(stores: Stores, allow: Access, letters: Letters, departure: Departure) {
  const sheet = projectSheets(stores);

  const byKey = async (actor: Actor, key: string) => allow.projectByKey(actor, readKey(key));

  return {
    ...projectMembers(stores, allow, letters, departure),
    ...projectChannels(stores, allow),
    /** The projects I am in, which a task could be put in. */
    mine: allow.myProjects,

    async get(actor: Actor, projectId: string): Promise<ProjectSheet> {
      return sheet(actor, await allow.visibleProject(actor, projectId));
    },

    async named(actor: Actor, key: string): Promise<ProjectSheet> {
      return sheet(actor, await byKey(actor, key));
    },

    /** The project alone, of one of my groups. */
    find: async (actor: Actor, key: string): Promise<Project> => (await byKey(actor, key)).project,

    /** Whether a key names a project of my groups, joined or not. */
    async isVisible(actor: Actor, key: string): Promise<boolean> {
      const groups = await stores.memberships.ofAccount(actor.accountId, 'group');
      return (await stores.projects.inGroupsByKey(groups, key)) !== undefined;
    },

    /** For opening a form: the manager, or the group's owner (P4). */
    managed: (actor: Actor, projectId: string, what: string) => allow.managedProject(actor, projectId, what),

    /** P2: projects of my groups that I am not in. */
    async joinable(actor: Actor, request: PageRequest): Promise<Page<Project>> {
      const [groups, joined] = await Promise.all([
        stores.memberships.ofAccount(actor.accountId, 'group'),
        stores.memberships.ofAccount(actor.accountId, 'project'),
      ]);
      return stores.projects.page(groups, joined, request);
    },

    async create(actor: Actor, groupId: string, form: ProjectForm): Promise<ProjectSheet> {
      const group = await allow.memberGroup(actor, groupId);
      const { accountId, now } = actor;
      const made = { ...form, groupId, teamId: group.teamId, managerId: accountId, createdAt: now };
      const id = await stores.deliveries.once(actor.delivery, 'create-project', async (change) => {
        const projectId = await stores.projects.create(made, change);
        if (!(await stores.groups.hold(groupId, change))) throw new Refusal('The group was deleted just now.');
        if (!(await stores.memberships.hold(accountId, groupId, change)))
          throw new Refusal(`You are no longer in ${group.name}.`);
        await stores.memberships.add({ kind: 'project', of: projectId, groupId, accountId, joinedAt: now }, change);
        await stores.activities.add(
          [{ at: now, kind: 'project.created', actorId: accountId, groupId, projectId }],
          change,
        );
        return projectId;
      });
      return sheet(actor, { project: { id, ...made }, group });
    },

    async edit(actor: Actor, projectId: string, form: ProjectForm): Promise<ProjectSheet> {
      const { project, group, holdRight } = await allow.managedProject(actor, projectId, 'edit it');
      await stores.deliveries.once(actor.delivery, 'edit-project', async (change) => {
        await holdRight(change);
        if (!(await stores.projects.edit(projectId, project.managerId, form, change)))
          throw projectChangedMeanwhile(project);
        await stores.activities.add([{ ...projectEntry(actor, project), kind: 'project.edited' }], change);
      });
      return sheet(actor, { project: { ...project, ...form }, group });
    },

    async deletionCounts(actor: Actor, projectId: string) {
      const { project } = await allow.managedProject(actor, projectId, 'delete it');
      const [members, tasks] = await Promise.all([
        stores.memberships.count(projectId, mostCounted),
        stores.tasks.countIn([projectId], mostCounted),
      ]);
      return { project, members, tasks };
    },

    async remove(actor: Actor, projectId: string): Promise<Project> {
      const { project, holdRight } = await allow.managedProject(actor, projectId, 'delete it');
      await stores.deliveries.once(actor.delivery, 'delete-project', async (change) => {
        await holdRight(change);
        if (!(await stores.projects.markDeleted(projectId, project.managerId, actor.now, change)))
          throw projectChangedMeanwhile(project);
        await stores.activities.add([{ ...projectEntry(actor, project), kind: 'project.deleted' }], change);
      });
      return project;
    },
  };
}
