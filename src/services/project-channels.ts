import type { Stores } from '../db/stores.ts';
import type { Actor } from '../domain/actor.ts';
import type { Project } from '../domain/project.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Access, JoinedProject } from './access.ts';
import { projectChangedMeanwhile } from './project-members.ts';

/** Channels linked to projects; part of the project service. */
export function projectChannels(stores: Stores, allow: Access) {
  return {
    /** Where a task goes that names no project: this channel's, or the only one I am in. Undefined: choose. */
    async target(actor: Actor, channelId: string): Promise<JoinedProject | undefined> {
      const [linked, projects] = await Promise.all([
        stores.projectChannels.find(actor.teamId, channelId),
        allow.myProjects(actor),
      ]);
      if (projects.length === 0)
        throw new Refusal("You aren't in a project yet: `/project join KEY` joins one, `/project create` makes one.");
      return projects.find((project) => project.id === linked) ?? (projects.length === 1 ? projects[0] : undefined);
    },

    /** In a linked channel `/task add` needs no key. */
    async link(actor: Actor, projectId: string, channelId: string): Promise<Project> {
      const { project, holdRight } = await allow.managedProject(actor, projectId, 'link it to a channel');
      await stores.deliveries.once(actor.delivery, 'link', async (change) => {
        await holdRight(change);
        if (!(await stores.projects.hold(projectId, change, project.managerId))) throw projectChangedMeanwhile(project);
        await stores.projectChannels.link(actor.teamId, channelId, projectId, change);
      });
      return project;
    },

    async unlink(actor: Actor, channelId: string): Promise<void> {
      const linked = await stores.projectChannels.find(actor.teamId, channelId);
      const project = linked && (await stores.projects.get(linked));
      if (!project || !(await stores.memberships.has(actor.accountId, project.groupId)))
        throw new Refusal('This channel is linked to no project of your groups.');
      const { holdRight } = await allow.managedProject(actor, project.id, 'unlink it from a channel');
      await stores.deliveries.once(actor.delivery, 'unlink', async (change) => {
        await holdRight(change);
        if (!(await stores.projects.hold(project.id, change, project.managerId)))
          throw projectChangedMeanwhile(project);
        if (!(await stores.projectChannels.unlink(actor.teamId, channelId, project.id, change)))
          throw projectChangedMeanwhile(project);
      });
    },
  };
}
