import type { Stores } from '../db/stores.ts';
import type { Actor, Person } from '../domain/actor.ts';
import { type Group, isOwner } from '../domain/group.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import { namedKeys, type Project } from '../domain/project.ts';
import { changedMeanwhile, Refusal } from '../domain/refusal.ts';
import type { Access } from './access.ts';
import type { Departure } from './departure.ts';
import type { Letters } from './letters.ts';
import { findMember, nameOf, type Whom } from './people.ts';

export interface Member {
  accountId: string;
  person: Person | undefined;
  joinedAt: Date;
}

export const groupChangedMeanwhile = () => changedMeanwhile('The group');

/** Who is in a group, and how they leave it; part of the group service. */
export function groupMembers(stores: Stores, allow: Access, letters: Letters, departure: Departure) {
  async function memberOf(group: Group, whom: Whom): Promise<Person> {
    const found = await findMember(stores, group.id, whom);
    if (!found) throw new Refusal(`They aren't in ${group.name}: \`/group members\` lists who is.`, 'person');
    return found;
  }

  /** G6: any member but the owner. */
  async function mayLeave(actor: Actor, groupId: string): Promise<Group> {
    const group = await allow.memberGroup(actor, groupId);
    if (isOwner(group, actor.accountId))
      throw new Refusal(`You own ${group.name}: pass it on to another member with \`/group transfer\` first.`);
    return group;
  }

  return {
    /** G5 */
    async members(actor: Actor, groupId: string, request: PageRequest): Promise<{ group: Group; page: Page<Member> }> {
      const group = await allow.memberGroup(actor, groupId);
      const page = await stores.memberships.page(groupId, request);
      const people = await stores.accounts.people(page.items.map((member) => member.accountId));
      const items = page.items.map(({ accountId, joinedAt }) => ({
        accountId,
        joinedAt,
        person: people.get(accountId),
      }));
      return { group, page: { ...page, items } };
    },

    /** G6: to another member, who is told. */
    async transfer(actor: Actor, groupId: string, whom: Whom): Promise<{ group: Group; to: Person }> {
      const group = await allow.ownGroup(actor, groupId, 'pass ownership on');
      const to = await memberOf(group, whom);
      const toId = to.id;
      if (toId === actor.accountId) throw new Refusal(`You own ${group.name} already.`, 'person');
      const address = await letters.to(toId, group.teamId);
      await stores.deliveries.once(actor.delivery, 'transfer-group', async (change) => {
        if (!(await stores.memberships.hold(toId, groupId, change)))
          throw new Refusal('They have just left.', 'person');
        if (!(await stores.groups.transfer(groupId, actor.accountId, toId, change))) throw groupChangedMeanwhile();
        const entry = { at: actor.now, actorId: actor.accountId, subjectId: toId, groupId };
        await stores.activities.add([{ ...entry, kind: 'group.transferred' }], change);
        const sentence = `${nameOf(actor)} passed the group ${group.name} on to you: you own it now.`;
        if (address) await letters.write([{ ...address, sentence }], actor.now, change);
      });
      return { group: { ...group, ownerId: toId }, to };
    },

    /** G6. `passed`: the projects they managed, which the owner manages now. */
    async removeMember(
      actor: Actor,
      groupId: string,
      whom: Whom,
    ): Promise<{ group: Group; person: Person; passed: Project[] }> {
      const group = await allow.ownGroup(actor, groupId, 'remove members');
      const person = await memberOf(group, whom);
      const accountId = person.id;
      if (accountId === actor.accountId)
        throw new Refusal('You own the group: pass it on with `/group transfer` and then leave.', 'person');
      const address = await letters.to(accountId, group.teamId);
      const passed = await stores.deliveries.once(actor.delivery, 'remove-member', async (change) => {
        const managed = await departure.fromGroup(actor, group, accountId, change);
        if (!managed) throw groupChangedMeanwhile();
        const entry = { at: actor.now, actorId: actor.accountId, subjectId: accountId, groupId };
        await stores.activities.add([{ ...entry, kind: 'group.removed' }], change);
        const sentence = `${nameOf(actor)} removed you from the group ${group.name}. What you had claimed there is open again.`;
        if (address) await letters.write([{ ...address, sentence }], actor.now, change);
        return managed;
      });
      return { group, person, passed };
    },

    /** For opening a form: refused on opening already. */
    toLeave: mayLeave,

    /** G6: the owner is told, and which projects they manage now. */
    async leave(actor: Actor, groupId: string): Promise<Group> {
      const group = await mayLeave(actor, groupId);
      const address = await letters.to(group.ownerId, group.teamId);
      await stores.deliveries.once(actor.delivery, 'leave-group', async (change) => {
        const managed = await departure.fromGroup(actor, group, actor.accountId, change);
        if (!managed) throw groupChangedMeanwhile();
        await stores.activities.add([{ at: actor.now, kind: 'group.left', actorId: actor.accountId, groupId }], change);
        const passed = managed.length > 0 ? ` You manage ${namedKeys(managed.map(({ key }) => key))} now.` : '';
        const sentence = `${nameOf(actor)} left the group ${group.name}.${passed}`;
        if (address) await letters.write([{ ...address, sentence }], actor.now, change);
      });
      return group;
    },
  };
}
