import type { Stores } from '../db/stores.ts';
import { accountGone } from '../domain/account.ts';
import type { Actor, Person } from '../domain/actor.ts';
import { type Group, type GroupForm, isOwner } from '../domain/group.ts';
import { mostCounted } from '../domain/page.ts';
import { Refusal } from '../domain/refusal.ts';
import { beginning, nameKey, unquoted } from '../domain/text.ts';
import type { Access } from './access.ts';
import type { Departure } from './departure.ts';
import { groupChangedMeanwhile, groupMembers } from './group-members.ts';
import type { Letters } from './letters.ts';

export type { Member } from './group-members.ts';

export interface GroupSheet {
  group: Group;
  owner: Person | undefined;
  isOwner: boolean;
  /** Counted up to `mostCounted`. */
  members: number;
}

interface NamedGroup {
  /** Undefined where there are several to choose from. */
  group: Group | undefined;
  meant: Group[];
  by: string;
}

/** More can't be marked in the two seconds that a change has: a thousand take half of one. */
const mostAtOnce = 1000;
const markMilliseconds = 1000;

export function groupService(stores: Stores, allow: Access, letters: Letters, departure: Departure) {
  /** As far as time is; what is left, or where the database is away, the sweep does. */
  async function markOthers(groupId: string, { now, delivery }: Actor): Promise<void> {
    const mark = () => stores.projects.markInGroup(groupId, now, mostAtOnce);
    const isTime = () => Date.now() < delivery.deadline - markMilliseconds;
    while (isTime() && (await mark().catch(() => 0)) > 0);
  }

  async function mine(actor: Actor): Promise<Group[]> {
    return stores.groups.some(await stores.memberships.ofAccount(actor.accountId, 'group'));
  }

  return {
    ...groupMembers(stores, allow, letters, departure),
    mine,

    async get(actor: Actor, groupId: string): Promise<GroupSheet> {
      const group = await allow.memberGroup(actor, groupId);
      const [people, members] = await Promise.all([
        stores.accounts.people([group.ownerId]),
        stores.memberships.count(groupId, mostCounted),
      ]);
      const owner = people.get(group.ownerId);
      return { group, owner, isOwner: isOwner(group, actor.accountId), members };
    },

    /** For opening a form: only the owner (G2). */
    own: (actor: Actor, groupId: string, what: string) => allow.ownGroup(actor, groupId, what),

    /**
     * C2: the group that a name means, quoted or not, or an unambiguous beginning of one; without a name, the only
     * group one is in. Of several `names` the first that means any.
     */
    async named(actor: Actor, ...names: [string, ...string[]]): Promise<NamedGroup> {
      const groups = await mine(actor);
      if (groups.length === 0) throw new Refusal("You aren't in a group yet: `/group create NAME` makes one.");
      for (const by of names) {
        const meant = groupsNamed(groups, by);
        if (meant.length > 0) return { group: meant.length === 1 ? meant[0] : undefined, meant, by };
      }
      const said = beginning(unquoted(names[0]), 80);
      throw new Refusal(`You are in no group called ${said}. \`/group\` lists the groups you're in.`);
    },

    async create(actor: Actor, form: GroupForm): Promise<GroupSheet> {
      const { teamId, accountId, now } = actor;
      const id = await stores.deliveries.once(actor.delivery, 'create-group', async (change) => {
        const groupId = await stores.groups.create({ ...form, teamId, ownerId: accountId, createdAt: now }, change);
        if (!(await stores.accounts.hold(accountId, change))) throw accountGone();
        await stores.memberships.add({ kind: 'group', of: groupId, groupId, accountId, joinedAt: now }, change);
        await stores.activities.add([{ at: now, kind: 'group.created', actorId: accountId, groupId }], change);
        return groupId;
      });
      const group = { id, teamId, ...form, ownerId: accountId, createdAt: now };
      return { group, owner: { id: accountId, ...actor }, isOwner: true, members: 1 };
    },

    async edit(actor: Actor, groupId: string, form: GroupForm): Promise<Group> {
      const group = await allow.ownGroup(actor, groupId, 'edit it');
      await stores.deliveries.once(actor.delivery, 'edit-group', async (change) => {
        if (!(await stores.groups.edit(groupId, actor.accountId, form, change))) throw groupChangedMeanwhile();
        await stores.activities.add(
          [{ at: actor.now, kind: 'group.edited', actorId: actor.accountId, groupId }],
          change,
        );
      });
      return { ...group, ...form };
    },

    /** What a deletion would take with it (G7). Tasks are counted where all projects are looked at. */
    async deletionCounts(actor: Actor, groupId: string) {
      const group = await allow.ownGroup(actor, groupId, 'delete it');
      const ids = await stores.projects.idsInGroup(groupId, mostCounted);
      const [members, invitations, tasks] = await Promise.all([
        stores.memberships.count(groupId, mostCounted),
        stores.invitations.countPending(groupId, mostCounted),
        ids.length < mostCounted ? stores.tasks.countIn(ids, mostCounted) : undefined,
      ]);
      return { group, members, projects: ids.length, invitations, tasks };
    },

    /** G7: gone to everyone at once; projects past the first thousand right after, and the sweep takes what was in it. */
    async remove(actor: Actor, groupId: string): Promise<Group> {
      const group = await allow.ownGroup(actor, groupId, 'delete it');
      await stores.deliveries.once(actor.delivery, 'delete-group', async (change) => {
        if (!(await stores.groups.markDeleted(groupId, actor.accountId, actor.now, change)))
          throw groupChangedMeanwhile();
        await stores.projects.markInGroup(groupId, actor.now, mostAtOnce, change);
        await stores.activities.add(
          [{ at: actor.now, kind: 'group.deleted', actorId: actor.accountId, groupId }],
          change,
        );
      });
      await markOthers(groupId, actor);
      return group;
    },
  };
}

/** Those of the whole name, else those that begin with it; all where there is no name. */
function groupsNamed(groups: Group[], name: string): Group[] {
  const keys = [nameKey(name), nameKey(unquoted(name))];
  const whole = groups.filter((group) => keys.includes(nameKey(group.name)));
  return whole.length > 0 ? whole : groups.filter((group) => nameKey(group.name).startsWith(nameKey(unquoted(name))));
}
