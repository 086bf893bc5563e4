import { invitedAccount, invitedSlackUser } from '../db/invitations.ts';
import type { Stores } from '../db/stores.ts';
import { accountGone } from '../domain/account.ts';
import { type Actor, type Person, slackUserKey } from '../domain/actor.ts';
import type { Group, Invitation } from '../domain/group.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Letters } from './letters.ts';
import { nameOf } from './people.ts';

export interface WaitingInvitation {
  invitation: Invitation;
  group: Group;
  inviter: Person | undefined;
}

export const answeredAlready: Record<Invitation['status'], string> = {
  pending: 'This invitation changed at the same moment. Look at it and try again.',
  accepted: 'This invitation was accepted already.',
  declined: 'This invitation was declined already.',
  withdrawn: 'This invitation was withdrawn.',
};

/** Brings the invitation's own message up to date: to the same person, so that it comes after the invitation's letter. */
export const settled = ({ id, writtenTo }: Invitation, sentence: string) =>
  writtenTo ? [{ ...writtenTo, kind: 'answered' as const, invitationId: id, sentence }] : [];

/** What the invited person sees and does; part of the invitation service. */
export function invitationAnswers(stores: Stores, letters: Letters) {
  /** One sent to a Slack user while they were signing up still names the Slack user. */
  const isFor = (actor: Actor, { accountId, slackUser }: Invitation) =>
    accountId ? accountId === actor.accountId : !!slackUser && slackUserKey(slackUser) === slackUserKey(actor);

  /** The invitation, if it is the actor's own; anybody else's is not there. */
  async function mineToAnswer(actor: Actor, id: string): Promise<{ invitation: Invitation; group: Group }> {
    const invitation = await stores.invitations.get(id);
    if (!invitation || !isFor(actor, invitation)) throw new Refusal("That invitation isn't there any more.");
    if (invitation.status !== 'pending') throw new Refusal(answeredAlready[invitation.status]);
    const group = await stores.groups.get(invitation.groupId);
    if (!group) throw new Refusal('The group was deleted, and the invitation with it.');
    return { invitation, group };
  }

  async function answer(actor: Actor, id: string, status: 'accepted' | 'declined'): Promise<Group> {
    const { invitation, group } = await mineToAnswer(actor, id);
    const { accountId, now } = actor;
    const owner = await letters.to(group.ownerId, group.teamId);
    const chosen =
      status === 'accepted'
        ? `You accepted: you are a member of ${group.name} now.`
        : `You declined the invitation to ${group.name}.`;
    const told = { sentence: `${nameOf(actor)} ${status} your invitation to the group ${group.name}.` };
    await stores.deliveries.once(actor.delivery, status, async (change) => {
      if (!(await stores.invitations.answer(id, status, now, change)))
        throw new Refusal('This invitation was answered or withdrawn just now.');
      // Only read, so that many may accept at once; whoever joins while the group is deleted, the sweep still finds.
      if (!(await stores.groups.get(group.id, change))) throw new Refusal('The group was deleted just now.');
      if (!(await stores.accounts.hold(accountId, change))) throw accountGone();
      const entry = { at: now, actorId: accountId, groupId: group.id };
      await stores.activities.add([{ ...entry, kind: `invitation.${status}` }], change);
      if (status === 'accepted' && !(await stores.memberships.has(accountId, group.id, change))) {
        const member = { kind: 'group' as const, of: group.id, groupId: group.id, accountId, joinedAt: now };
        await stores.memberships.add(member, change);
        await stores.activities.add([{ ...entry, kind: 'group.joined' }], change);
      }
      const toOwner = owner ? [{ ...owner, ...told }] : [];
      await letters.write([...toOwner, ...settled(invitation, chosen)], now, change);
    });
    return group;
  }

  return {
    /** G4 */
    accept: (actor: Actor, id: string) => answer(actor, id, 'accepted'),
    /** G4: they can be invited again. */
    decline: (actor: Actor, id: string) => answer(actor, id, 'declined'),

    /** G4: those waiting for me, oldest first. */
    async mine(actor: Actor, request: PageRequest): Promise<Page<WaitingInvitation>> {
      const keys = [invitedAccount(actor.accountId), invitedSlackUser(actor)];
      const page = await stores.invitations.waitingPage(keys, request);
      const [groups, inviters] = await Promise.all([
        stores.groups.some(page.items.map((one) => one.groupId)),
        stores.accounts.people(page.items.map((one) => one.inviterId)),
      ]);
      const byId = new Map(groups.map((group) => [group.id, group]));
      const items = page.items.flatMap((invitation) => {
        const group = byId.get(invitation.groupId);
        return group ? [{ invitation, group, inviter: inviters.get(invitation.inviterId) }] : [];
      });
      return { ...page, items };
    },
  };
}
