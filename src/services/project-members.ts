import type { Stores } from '../db/stores.ts';
import { type Actor, type Person, personName } from '../domain/actor.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import type { Project } from '../domain/project.ts';
import { changedMeanwhile, Refusal } from '../domain/refusal.ts';
import type { Access } from './access.ts';
import type { Departure } from './departure.ts';
import type { Member } from './group-members.ts';
import type { Letters } from './letters.ts';
import { findMember, nameOf, type Whom } from './people.ts';
import { type ProjectSheet, projectSheets } from './project-sheets.ts';

export const projectChangedMeanwhile = (project: Project) => changedMeanwhile(project.key);

/** What every record of the project's own life has. */
export const projectEntry = (actor: Actor, project: Project) => ({
  at: actor.now,
  actorId: actor.accountId,
  groupId: project.groupId,
  projectId: project.id,
});

/** Who is in a project, how they join and how they leave; part of the project service. */
export function projectMembers(stores: Stores, allow: Access, letters: Letters, departure: Departure) {
  const sheet = projectSheets(stores);

  async function memberOf(project: Project, whom: Whom): Promise<Person> {
    const found = await findMember(stores, project.id, whom);
    if (!found)
      throw new Refusal(`They aren't in ${project.key}: \`/project members ${project.key}\` lists who is.`, 'person');
    return found;
  }

  return {
    /** P2: any member of the group. */
    async join(actor: Actor, projectId: string): Promise<ProjectSheet> {
      const { project, group } = await allow.visibleProject(actor, projectId);
      const { accountId, now } = actor;
      await stores.deliveries.once(actor.delivery, `join ${projectId}`, async (change) => {
        if (!(await stores.memberships.hold(accountId, group.id, change)))
          throw new Refusal(`You are no longer in ${group.name}.`);
        if (!(await stores.projects.hold(projectId, change))) throw projectChangedMeanwhile(project);
        await stores.memberships.add(
          { kind: 'project', of: projectId, groupId: group.id, accountId, joinedAt: now },
          change,
        );
        await stores.activities.add([{ ...projectEntry(actor, project), kind: 'project.joined' }], change);
      });
      return sheet(actor, { project, group });
    },

    /** P3: what they had claimed becomes open; `opened`: whether there was anything. */
    async leave(actor: Actor, projectId: string): Promise<{ project: Project; opened: boolean }> {
      const project = await allow.memberProject(actor, projectId);
      if (project.managerId === actor.accountId)
        throw new Refusal(
          `You manage ${project.key}: pass it on with \`/project transfer ${project.key} @person\` first.`,
        );
      const opened = await stores.deliveries.once(actor.delivery, `leave ${projectId}`, async (change) => {
        if (!(await stores.memberships.remove(actor.accountId, projectId, change)))
          throw projectChangedMeanwhile(project);
        if (!(await stores.projects.isManagedBy(projectId, project.managerId, change)))
          throw projectChangedMeanwhile(project);
        const freed = await departure.freeClaims(actor, actor.accountId, change, { projectIds: [projectId] });
        await stores.activities.add([{ ...projectEntry(actor, project), kind: 'project.left' }], change);
        return freed > 0;
      });
      return { project, opened };
    },

    async members(
      actor: Actor,
      projectId: string,
      request: PageRequest,
    ): Promise<{ sheet: ProjectSheet; page: Page<Member> }> {
      const found = await sheet(actor, await allow.visibleProject(actor, projectId));
      const page = await stores.memberships.page(projectId, request);
      const people = await stores.accounts.people(page.items.map((member) => member.accountId));
      const items = page.items.map(({ accountId, joinedAt }) => ({
        accountId,
        joinedAt,
        person: people.get(accountId),
      }));
      return { sheet: found, page: { ...page, items } };
    },

    /** P4, P3: they are told. */
    async removeMember(actor: Actor, projectId: string, whom: Whom): Promise<{ project: Project; person: Person }> {
      const { project, holdRight } = await allow.managedProject(actor, projectId, 'remove members');
      const person = await memberOf(project, whom);
      const accountId = person.id;
      if (accountId === project.managerId)
        throw new Refusal(`They manage ${project.key}: pass it on with \`/project transfer\` first.`, 'person');
      const address = await letters.to(accountId, project.teamId);
      await stores.deliveries.once(actor.delivery, 'remove-member', async (change) => {
        await holdRight(change);
        if (!(await stores.memberships.remove(accountId, projectId, change))) throw projectChangedMeanwhile(project);
        if (!(await stores.projects.isManagedBy(projectId, project.managerId, change)))
          throw projectChangedMeanwhile(project);
        await departure.freeClaims(actor, accountId, change, { projectIds: [projectId] });
        await stores.activities.add(
          [{ ...projectEntry(actor, project), kind: 'project.removed', subjectId: accountId }],
          change,
        );
        const sentence = `${nameOf(actor)} removed you from the project ${project.key}. What you had claimed there is open again.`;
        if (address && accountId !== actor.accountId)
          await letters.write([{ ...address, sentence }], actor.now, change);
      });
      return { project, person };
    },

    /** P4: to another member; whoever didn't do it themselves is told. */
    async transfer(actor: Actor, projectId: string, whom: Whom): Promise<{ project: Project; to: Person }> {
      const { project, holdRight } = await allow.managedProject(actor, projectId, 'pass it on');
      const to = await memberOf(project, whom);
      const toId = to.id;
      if (toId === project.managerId) throw new Refusal(`They manage ${project.key} already.`, 'person');
      const [manager, address] = await Promise.all(
        [project.managerId, toId].map((id) => (id === actor.accountId ? undefined : letters.to(id, project.teamId))),
      );
      await stores.deliveries.once(actor.delivery, 'transfer-project', async (change) => {
        await holdRight(change);
        if (!(await stores.memberships.hold(toId, projectId, change)))
          throw new Refusal('They have just left.', 'person');
        if (!(await stores.projects.transfer(projectId, project.managerId, toId, change)))
          throw projectChangedMeanwhile(project);
        await stores.activities.add(
          [{ ...projectEntry(actor, project), kind: 'project.transferred', subjectId: toId }],
          change,
        );
        const passed = `${nameOf(actor)} passed the project ${project.key} on to`;
        const told = [
          ...(address ? [{ ...address, sentence: `${passed} you: you manage it now.` }] : []),
          ...(manager ? [{ ...manager, sentence: `${passed} ${personName(to)}: you manage it no longer.` }] : []),
        ];
        await letters.write(told, actor.now, change);
      });
      return { project: { ...project, managerId: toId }, to };
    },
  };
}
