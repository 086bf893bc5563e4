import type { Stores } from '../db/stores.ts';
import type { Actor, Person } from '../domain/actor.ts';
import type { Group, Invitation } from '../domain/group.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Access } from './access.ts';
import { groupChangedMeanwhile } from './group-members.ts';
import { answeredAlready, invitationAnswers, settled } from './invitation-answers.ts';
import { type Invited, invitees } from './invitees.ts';
import type { Letters } from './letters.ts';
import { nameOf, type Whom } from './people.ts';

export type { WaitingInvitation } from './invitation-answers.ts';

export function invitationService(stores: Stores, allow: Access, letters: Letters) {
  const { resolve, keyOf, search } = invitees(stores, allow);

  async function addressOf(who: Pick<Invitation, 'accountId' | 'slackUser'>, group: Group) {
    return (who.accountId && (await letters.to(who.accountId, group.teamId))) || who.slackUser;
  }

  /** The invitation that the owner means: by its id, or by whom it waits for. */
  async function find(actor: Actor, groupId: string, whom: Whom | { invitationId: string }) {
    const invitation =
      'invitationId' in whom
        ? await stores.invitations.get(whom.invitationId)
        : await stores.invitations.pendingOf(groupId, keyOf(await resolve(actor, whom)));
    if (invitation?.groupId !== groupId) throw new Refusal('They have no invitation to this group.', 'person');
    return invitation;
  }

  return {
    ...invitationAnswers(stores, letters),
    search,

    /** G5: any member sees who is invited. */
    async pending(
      actor: Actor,
      groupId: string,
      request: PageRequest,
    ): Promise<Page<{ invitation: Invitation; person: Person | undefined }>> {
      await allow.memberGroup(actor, groupId);
      const page = await stores.invitations.pendingPage(groupId, request);
      const people = await stores.accounts.people(page.items.map((invitation) => invitation.accountId));
      const items = page.items.map((invitation) => ({ invitation, person: people.get(invitation.accountId ?? '') }));
      return { ...page, items };
    },

    /** G3. `name` is "They" for a Slack user without an account; not `written` to is who is signed out everywhere. */
    async invite(actor: Actor, groupId: string, whom: Whom): Promise<{ group: Group; name: string; written: boolean }> {
      const group = await allow.ownGroup(actor, groupId, 'invite');
      const { name, ...who }: Invited = await resolve(actor, whom);
      const accountId = 'accountId' in who ? who.accountId : undefined;
      const address = await addressOf(who, group);
      await stores.deliveries.once(actor.delivery, 'invite', async (change) => {
        if (!(await stores.groups.hold(groupId, change, actor.accountId))) throw groupChangedMeanwhile();
        // Accepting holds the account, too, so nobody becomes a member between this look and the invitation.
        if (accountId && (await stores.memberships.has(accountId, groupId, change)))
          throw new Refusal(`${name} is a member of ${group.name} already.`, 'person');
        if (accountId && !(await stores.accounts.hold(accountId, change)))
          throw new Refusal('Their account was deleted just now.', 'person');
        // Signing up hands them what waits for them, and must find this, too.
        if ('slackUser' in who) await stores.identities.holdUnlinked(who.slackUser, change);
        const sent = address ? { writtenTo: address } : {};
        const made = { groupId, inviterId: actor.accountId, createdAt: actor.now, ...sent };
        const invitationId = await stores.invitations.create({ ...made, ...who }, change);
        const entry = { at: actor.now, actorId: actor.accountId, subjectId: accountId, groupId };
        await stores.activities.add([{ ...entry, kind: 'invitation.sent' }], change);
        const sentence = `${nameOf(actor)} invites you to the group ${group.name}.`;
        if (address)
          await letters.write([{ ...address, kind: 'invitation', invitationId, sentence }], actor.now, change);
      });
      return { group, name, written: address !== undefined };
    },

    /** G2: the owner takes an invitation back. */
    async withdraw(actor: Actor, groupId: string, whom: Whom | { invitationId: string }): Promise<Group> {
      const group = await allow.ownGroup(actor, groupId, 'withdraw invitations');
      const invitation = await find(actor, groupId, whom);
      if (invitation.status !== 'pending') throw new Refusal(answeredAlready[invitation.status]);
      await stores.deliveries.once(actor.delivery, 'withdraw', async (change) => {
        if (!(await stores.groups.hold(groupId, change, actor.accountId))) throw groupChangedMeanwhile();
        if (!(await stores.invitations.answer(invitation.id, 'withdrawn', actor.now, change)))
          throw new Refusal('It was answered just now.');
        const entry = { at: actor.now, actorId: actor.accountId, subjectId: invitation.accountId, groupId };
        await stores.activities.add([{ ...entry, kind: 'invitation.withdrawn' }], change);
        const sentence = `The invitation to the group ${group.name} was withdrawn.`;
        await letters.write(settled(invitation, sentence), actor.now, change);
      });
      return group;
    },
  };
}
