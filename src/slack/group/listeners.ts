import { type Actor, personName } from '../../domain/actor.ts';
import { groupForm } from '../../domain/group.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Invitee } from '../../services/invitations.ts';
import type { Services } from '../../services/services.ts';
import { accept, decline, invite, newGroup } from '../buttons.ts';
import { option } from '../elements.ts';
import { lastPerson, type MentionOrName, typed, unquoted } from '../input.ts';
import type { Outcome } from '../outcome.ts';
import { done, instead, open } from '../replies.ts';
import type { Routes } from '../routes.ts';
import * as views from './views.ts';

const pageSize = 20;
const mostSuggested = 20;

export function listenToGroups({ members, suggest }: Routes, { groups, invitations, exports }: Services) {
  type Verb = 'members' | 'leave' | 'edit' | 'delete' | 'export';
  type PersonVerb = 'remove' | 'transfer' | 'withdraw';

  async function showMembers(actor: Actor, groupId: string, cursor?: string) {
    const { group, page } = await groups.members(actor, groupId, { size: pageSize, cursor });
    return views.members(group, page, await invitations.pending(actor, groupId, { size: pageSize }));
  }

  const acts: Record<Verb, (actor: Actor, groupId: string) => Promise<Outcome>> = {
    members: (actor, groupId) => showMembers(actor, groupId),
    leave: async (actor, groupId) => done(`You left ${(await groups.leave(actor, groupId)).name}.`),
    edit: async (actor, groupId) => open(views.editModal(await groups.own(actor, groupId, 'edit it'))),
    delete: async (actor, groupId) =>
      open(views.deleteModal(await groups.deletionCounts(actor, groupId, views.mostCounted))),
    export: async (actor, groupId) => {
      const { name } = await exports.group(actor, groupId);
      return done(`Dibs is making an export of ${name}. You will get it as a direct message.`);
    },
  };

  /** What to do to somebody in a group; `whom` by mention, username or search. */
  const actsOnPerson: Record<PersonVerb, (actor: Actor, groupId: string, whom: Invitee) => Promise<Outcome>> = {
    remove: async (actor, groupId, whom) => {
      const { group, person } = await groups.removeMember(actor, groupId, whom);
      return done(`You removed ${person.firstName} ${person.surname} from ${group.name}.`);
    },
    transfer: async (actor, groupId, whom) => {
      const { group, to } = await groups.transfer(actor, groupId, whom);
      return done(`${to.firstName} ${to.surname} owns ${group.name} now.`);
    },
    withdraw: async (actor, groupId, whom) => {
      const group = await invitations.withdraw(actor, groupId, whom);
      return done(`The invitation to ${group.name} is withdrawn.`);
    },
  };

  members.command('/group', async (actor) => views.mine(await groups.mine(actor), actor.accountId));
  members.command('/group invites', async (actor) => views.invitations(await invitations.mine(actor)), 'invitations');
  members.command(
    '/group create',
    async (actor, { rest }) => {
      const name = unquoted(typed(rest));
      if (name === '') return open(views.createModal());
      const sheet = await groups.create(actor, groupForm.parse({ name }));
      return done(`You made the group ${sheet.group.name}.`, views.card(sheet));
    },
    'add',
    'new',
  );

  for (const verb of ['members', 'leave', 'edit', 'delete', 'export'] as const)
    members.command(`/group ${verb}`, async (actor, { rest }) => {
      const group = await groups.named(actor, unquoted(typed(rest)));
      return group ? acts[verb](actor, group.id) : open(views.chooseModal(await groups.mine(actor), verb));
    });

  for (const verb of ['remove', 'transfer', 'withdraw'] as const)
    members.command(`/group ${verb}`, async (actor, { rest }) => {
      const { group, whom } = await groupAndPerson(actor, rest);
      if (!group || !whom) return open(views.pickModal(await groups.mine(actor), verb, group?.id));
      return actsOnPerson[verb](actor, group.id, whom);
    });

  members.command('/group invite', async (actor, { rest }) => {
    const { group, whom } = await groupAndPerson(actor, rest);
    return group && whom ? invited(actor, group.id, whom) : openInvite(actor, group?.id);
  });

  async function groupAndPerson(actor: Actor, rest: string) {
    const { before, person } = lastPerson(rest);
    return { group: await groups.named(actor, unquoted(typed(before))), whom: person && inviteeOf(actor, person) };
  }

  async function invited(actor: Actor, groupId: string, whom: Invitee): Promise<Outcome> {
    const { group, name } = await invitations.invite(actor, groupId, whom);
    return done(`${name} ${name === 'They' ? 'are' : 'is'} invited to ${group.name}, by direct message.`);
  }

  async function openInvite(actor: Actor, groupId: string | undefined): Promise<Outcome> {
    const own = (await groups.mine(actor)).filter((group) => group.ownerId === actor.accountId);
    if (groupId) await groups.own(actor, groupId, 'invite');
    if (own.length === 0)
      throw new Refusal('Only the owner of a group invites, and you own none: `/group create NAME` makes one.');
    return open(views.inviteModal(own, groupId));
  }

  members.button(newGroup, async () => open(views.createModal()));
  members.button(invite, (actor, { groupId }) => openInvite(actor, groupId));
  members.button(views.edit, (actor, { groupId }) => acts.edit(actor, groupId));
  members.button(views.leave, (actor, { groupId }) => acts.leave(actor, groupId));
  members.button(views.remove, (actor, { groupId }) => acts.delete(actor, groupId));
  for (const button of [views.previousMembers, views.nextMembers])
    members.button(button, async (actor, { groupId, cursor }) => instead(await showMembers(actor, groupId, cursor)));

  members.form(views.createForm, async (actor, form) => {
    const sheet = await groups.create(actor, form);
    return done(`You made the group ${sheet.group.name}.`, views.card(sheet));
  });
  members.form(views.editForm, async (actor, form, { groupId }) =>
    done(`${(await groups.edit(actor, groupId, form)).name} is saved.`),
  );
  members.form(views.deleteForm, async (actor, _, { groupId }) =>
    done(`The group ${(await groups.remove(actor, groupId)).name} is deleted.`),
  );
  members.form(views.inviteForm, (actor, { groupId, person, slackUser }) =>
    invited(
      actor,
      groupId,
      person ? { exact: person } : { slackUser: { teamId: actor.teamId, userId: slackUser ?? '' } },
    ),
  );
  members.form(views.chooseForm, (actor, { groupId }, { verb }) => acts[verb](actor, groupId));
  members.form(views.pickForm, (actor, { groupId, person }, { verb }) =>
    actsOnPerson[verb](actor, groupId, { exact: person.trim() }),
  );

  suggest(views.searchId, async (actor, text, values) => {
    const people = await invitations.search(actor, values['groupId'] ?? '', text, mostSuggested);
    return people.map((person) => option(personName(person), person.username));
  });

  members.button(accept, async (actor, { invitation }) => {
    const group = await invitations.accept(actor, invitation);
    return done(`You accepted: you are a member of ${group.name} now. \`/project\` shows its projects.`);
  });
  members.button(decline, async (actor, { invitation }) =>
    done(`You declined the invitation to ${(await invitations.decline(actor, invitation)).name}.`),
  );
}

/** A mention is somebody of the workspace it was typed in. */
function inviteeOf(actor: Actor, { userId, username }: MentionOrName): Invitee {
  return userId ? { slackUser: { teamId: actor.teamId, userId } } : { exact: username ?? '' };
}
