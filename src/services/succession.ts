import type { Change } from '../db/record.ts';
import type { Stores } from '../db/stores.ts';
import { type Actor, type Delivery, type Person, personName, type SlackUser, slackUserKey } from '../domain/actor.ts';
import { type Group, isOwner } from '../domain/group.ts';
import { mostNamed, namedKeys } from '../domain/project.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Access } from './access.ts';
import type { Departure } from './departure.ts';
import { groupChangedMeanwhile } from './group-members.ts';
import type { Letters, LetterText } from './letters.ts';
import { nameOf } from './people.ts';

/** Among so many members of the longest standing one is looked for who can be written to. */
const mostLookedAt = 200;
const pageSize = 50;

/** What becomes of the things that somebody leaves behind whose Slack user was deactivated (A9, G8). */
export function successionService(stores: Stores, allow: Access, letters: Letters, departure: Departure) {
  /** Of those who can be written to, the one who has been in the group the longest, but for `without`. */
  async function longestStanding(groupId: string, without: string): Promise<string | undefined> {
    let cursor: string | undefined;
    for (let looked = 0; looked < mostLookedAt; looked += pageSize) {
      const page = await stores.memberships.page(groupId, { size: pageSize, cursor });
      const ids = page.items.map((member) => member.accountId).filter((id) => id !== without);
      const reachable = await stores.identities.which(ids);
      const found = ids.find((id) => reachable.has(id));
      if (found || !page.next) return found;
      cursor = page.next;
    }
    return undefined;
  }

  /** The projects that an account leaves with this Slack user: those of one workspace, or all where it is the last. */
  async function left(user: SlackUser, accountId: string, change?: Change): Promise<string[] | undefined> {
    const linked = await stores.identities.ofAccount(accountId, change);
    if (linked.every(({ _id }) => _id === slackUserKey(user))) return undefined;
    const mine = await stores.projects.ofMember(accountId, change);
    return mine.filter(({ teamId }) => teamId === user.teamId).map(({ id }) => id);
  }

  async function offer(toId: string | undefined, group: Group, accountId: string, sentence: string) {
    const address = toId && (await letters.to(toId, group.teamId));
    const about = { kind: 'succession' as const, succession: { groupId: group.id, accountId }, sentence };
    return address ? [{ ...address, ...about }] : [];
  }

  /** To each group's owner: what the person manages there, in one workspace's projects or in all. */
  async function projectOffers(person: Person, teamId: string | undefined): Promise<LetterText[]> {
    const managed = await stores.projects.managedByGroup(person.id, { ...(teamId && { teamId }), keys: mostNamed });
    const groups = new Map(
      (await stores.groups.some(managed.map(({ groupId }) => groupId))).map((group) => [group.id, group]),
    );
    const offers = managed.map(async ({ groupId, keys, count }) => {
      const group = groups.get(groupId);
      if (!group || isOwner(group, person.id)) return [];
      const sentence = `${personName(person)} was deactivated in Slack. In the group ${group.name} they manage ${namedKeys(keys, count)}: take that over, or pass it on with \`/project transfer\`.`;
      return offer(group.ownerId, group, person.id, sentence);
    });
    return (await Promise.all(offers)).flat();
  }

  /** To the member of the longest standing: each of the person's groups whose owner is gone, or is they themselves. */
  async function groupOffers(person: Person): Promise<LetterText[]> {
    const groups = await stores.groups.some(await stores.memberships.ofAccount(person.id, 'group'));
    const gone = await stores.accounts.deactivated(groups.map((group) => group.ownerId));
    const orphaned = groups.filter((group) => isOwner(group, person.id) || gone.has(group.ownerId));
    const owners = await stores.accounts.people(orphaned.map((group) => group.ownerId));
    const offers = orphaned.map(async (group) => {
      const owner = personName(owners.get(group.ownerId));
      const sentence = `${owner}, who owns the group ${group.name}, was deactivated in Slack. You have been in it the longest: take it over, so that somebody can invite, remove and pass it on.`;
      return offer(await longestStanding(group.id, person.id), group, group.ownerId, sentence);
    });
    return (await Promise.all(offers)).flat();
  }

  /** Refuses whoever isn't the one that the rules let take the group over (G8). */
  async function mustSucceed(actor: Actor, group: Group) {
    const owner = personName((await stores.accounts.people([group.ownerId])).get(group.ownerId));
    if (!(await stores.accounts.deactivated([group.ownerId])).has(group.ownerId))
      throw new Refusal(`${owner} owns ${group.name} and is here: only they can pass it on.`);
    if ((await longestStanding(group.id, group.ownerId)) !== actor.accountId)
      throw new Refusal(`Only the member who has been in ${group.name} the longest can take it over.`);
  }

  return {
    /**
     * A9. The Slack user is unlinked, and what they had claimed becomes open: in that workspace's projects, and where it
     * was the account's last Slack user, everywhere. Somebody linked after `at` has come back meanwhile and stays.
     */
    async deactivated(user: SlackUser, told: { at: Date; now: Date; delivery: Delivery }): Promise<void> {
      // Nobody links them again by a link that they were given before; one that is being used is seen below.
      await stores.passwordLinks.removeGiven(user, told.at);
      const identity = await stores.identities.find(user);
      if (!identity || identity.linkedAt > told.at) return;
      const { accountId } = identity;
      const person = { ...identity, id: accountId };
      const actor = { ...told, accountId };
      await departure.freeMany(actor, accountId, await left(user, accountId));
      await stores.deliveries.once(told.delivery, 'deactivated', async (change) => {
        if (!(await stores.identities.unlink(user, change))) return;
        const projectIds = await left(user, accountId, change);
        const isLast = projectIds === undefined;
        await departure.freeClaims(actor, accountId, change, { projectIds });
        if (isLast) {
          await stores.memberships.suspend(accountId, told.now, change);
          await stores.accounts.deactivate(accountId, told.now, change);
        }
        const offers = [
          ...(await projectOffers(person, isLast ? undefined : user.teamId)),
          ...(isLast ? await groupOffers(person) : []),
        ];
        await letters.write(offers, told.now, change);
      });
    },

    /**
     * The group's owner takes over the projects that somebody manages in it; where that somebody is the owner and
     * deactivated, the member of the longest standing takes over the group, with those projects (G8). Who is back meanwhile
     * is told.
     */
    async takeOver(actor: Actor, groupId: string, fromId: string) {
      const group = await allow.memberGroup(actor, groupId);
      if (fromId === actor.accountId) throw new Refusal('It is yours already.');
      const succeeds = isOwner(group, fromId);
      if (succeeds) await mustSucceed(actor, group);
      else await allow.ownGroup(actor, groupId, 'take over what others manage in it');
      const tell = await letters.to(fromId, group.teamId);
      const projects = await stores.deliveries.once(actor.delivery, 'take-over', async (change) => {
        if (succeeds) {
          if (!(await stores.accounts.holdDeactivated(fromId, change))) throw groupChangedMeanwhile();
          if (!(await stores.memberships.hold(actor.accountId, groupId, change))) throw groupChangedMeanwhile();
          if (!(await stores.groups.transfer(groupId, fromId, actor.accountId, change))) throw groupChangedMeanwhile();
          const entry = { at: actor.now, actorId: actor.accountId, subjectId: actor.accountId, groupId };
          await stores.activities.add([{ ...entry, kind: 'group.transferred' }], change);
        } else if (!(await stores.groups.hold(groupId, change, actor.accountId))) throw groupChangedMeanwhile();
        const passed = await departure.passProjects(actor, group, fromId, actor.accountId, change);
        if (!succeeds && passed.length === 0) throw new Refusal(`They manage nothing in ${group.name} any more.`);
        const keys = namedKeys(passed.map(({ key }) => key));
        const sentence = `${nameOf(actor)} took over ${keys} in the group ${group.name}, which you managed. You are a member there still.`;
        if (tell) await letters.write([{ ...tell, sentence }], actor.now, change);
        return passed;
      });
      return { group, succeeds, projects };
    },
  };
}
