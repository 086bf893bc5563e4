import type { Change } from '../db/record.ts';
import type { Stores } from '../db/stores.ts';
import type { Actor } from '../domain/actor.ts';
import { type Group, isOwner } from '../domain/group.ts';
import { mayManage, type Project } from '../domain/project.ts';
import { changedMeanwhile, Refusal } from '../domain/refusal.ts';

/** A project and the group that it is in. */
interface GroupProject {
  project: Project;
  group: Group;
}

interface ManagedProject extends GroupProject {
  /** @throws Refusal where the right was lost meanwhile */
  holdRight(change: Change): Promise<void>;
}

declare const joined: unique symbol;
/** A project that was read as one of the actor's own, for this very request: who has it may see its tasks (T6). */
export type JoinedProject = Project & { readonly [joined]: true };

/** Loads what an actor names and refuses what isn't theirs. "Not there" and "not yours" read the same (T6). */
export function access(stores: Stores) {
  const noGroup = () => new Refusal("There is no such group among yours. `/group` lists the groups you're in.");
  const noProject = () => new Refusal('There is no such project in your groups. `/project` lists those you can see.');
  const noProjectOfMine = () =>
    new Refusal("You aren't in that project. `/project` lists yours and those you could join.");

  async function memberGroup(actor: Actor, groupId: string): Promise<Group> {
    const [group, isMember] = await Promise.all([
      stores.groups.get(groupId),
      stores.memberships.has(actor.accountId, groupId),
    ]);
    if (!group || !isMember) throw noGroup();
    return group;
  }

  /** With its group, where the actor is in that, whether they joined the project or not (P2). */
  async function withGroup(actor: Actor, project: Project): Promise<GroupProject | undefined> {
    const [group, isMember] = await Promise.all([
      stores.groups.get(project.groupId),
      stores.memberships.has(actor.accountId, project.groupId),
    ]);
    return group && isMember ? { project, group } : undefined;
  }

  async function groupProject(actor: Actor, project: Project | undefined): Promise<GroupProject> {
    const visible = project && (await withGroup(actor, project));
    if (!visible) throw noProject();
    return visible;
  }

  /** The projects the actor is in, by key. */
  async function myProjects(actor: Actor): Promise<JoinedProject[]> {
    return (await stores.projects.ofMember(actor.accountId)) as JoinedProject[];
  }

  async function mineByKey(actor: Actor, key: string): Promise<JoinedProject | undefined> {
    return (await myProjects(actor)).find((project) => project.key === key);
  }

  return {
    memberGroup,
    myProjects,

    async ownGroup(actor: Actor, groupId: string, what: string): Promise<Group> {
      const group = await memberGroup(actor, groupId);
      if (isOwner(group, actor.accountId)) return group;
      const owner = (await stores.accounts.people([group.ownerId])).get(group.ownerId);
      throw new Refusal(`Only the owner of ${group.name}, ${owner?.firstName} ${owner?.surname}, can ${what}.`);
    },

    async visibleProject(actor: Actor, projectId: string) {
      return groupProject(actor, await stores.projects.get(projectId));
    },

    /** By its key: first in the workspace one stands in, then among one's own projects elsewhere. */
    async projectByKey(actor: Actor, key: string) {
      const here = await stores.projects.getByKey(actor.teamId, key);
      const visible = here && (await withGroup(actor, here));
      if (visible) return visible;
      const elsewhere = await mineByKey(actor, key);
      if (elsewhere) return groupProject(actor, elsewhere);
      const groups = await stores.memberships.ofAccount(actor.accountId, 'group');
      return groupProject(actor, await stores.projects.inGroupsByKey(groups, key));
    },

    /** One of the actor's own projects, by its key: first in the workspace one stands in, then elsewhere. */
    async joinedByKey(actor: Actor, key: string): Promise<JoinedProject> {
      const here = await stores.projects.getByKey(actor.teamId, key);
      if (here && (await stores.memberships.has(actor.accountId, here.id))) return here as JoinedProject;
      const elsewhere = await mineByKey(actor, key);
      if (!elsewhere) throw noProjectOfMine();
      return elsewhere;
    },

    /**
     * A project whose tasks the actor may see: only its members may. `named`: its id, or the project itself where it was
     * read already.
     */
    async memberProject(actor: Actor, named: string | JoinedProject): Promise<JoinedProject> {
      if (typeof named !== 'string') return named;
      const [project, isMember] = await Promise.all([
        stores.projects.get(named),
        stores.memberships.has(actor.accountId, named),
      ]);
      if (!project || !isMember) throw noProjectOfMine();
      return project as JoinedProject;
    },

    /**
     * A project that the actor manages, or whose group they own (P4). A change to it begins with `holdRight`, which makes
     * still owning the group a condition of it; that the manager is the same the change sees by itself.
     */
    async managedProject(actor: Actor, projectId: string, what: string): Promise<ManagedProject> {
      const found = await groupProject(actor, await stores.projects.get(projectId));
      const { project, group } = found;
      if (!mayManage(project, group, actor.accountId)) {
        const manager = (await stores.accounts.people([project.managerId])).get(project.managerId);
        throw new Refusal(
          `Only the manager of ${project.key}, ${manager?.firstName} ${manager?.surname}, or the group's owner can ${what}.`,
        );
      }
      const holdRight = async (change: Change) => {
        if (project.managerId === actor.accountId) return;
        if (!(await stores.groups.hold(group.id, change, actor.accountId))) throw changedMeanwhile(group.name);
      };
      return { ...found, holdRight };
    },
  };
}

export type Access = ReturnType<typeof access>;
