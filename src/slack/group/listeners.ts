import { type Actor, personName } from '../../domain/actor.ts';
import { groupForm } from '../../domain/group.ts';
import { Refusal } from '../../domain/refusal.ts';
import { unquoted } from '../../domain/text.ts';
import type { Services } from '../../services/services.ts';
import { accept, decline, invite, newGroup, takeOver } from '../buttons.ts';
import type { Clients } from '../clients.ts';
import { option } from '../elements.ts';
import { lastPerson, lastWord, typed } from '../input.ts';
import type { Outcome } from '../outcome.ts';
import { done, instead, open } from '../replies.ts';
import type { Routes } from '../routes.ts';
import { naming, type Whom, whomTyped } from '../whom.ts';
import * as forms from './forms.ts';
import * as views from './views.ts';

const pageSize = 20;
const mostSuggested = 20;

export function listenToGroups({ members, suggest }: Routes, services: Services, clients: Clients) {
  const { groups, invitations, succession, exports } = services;
  const whomOf = naming(clients);
  type Verb = 'members' | 'leave' | 'edit' | 'delete' | 'export';
  type PersonVerb = 'remove' | 'transfer' | 'withdraw';

  async function showMembers(actor: Actor, groupId: string, cursor?: string) {
    const { group, page } = await groups.members(actor, groupId, { size: pageSize, cursor });
    return views.members(group, page, await invitations.pending(actor, groupId, { size: pageSize }));
  }

  const acts: Record<Verb, (actor: Actor, groupId: string) => Promise<Outcome>> = {
    members: (actor, groupId) => showMembers(actor, groupId),
    leave: async (actor, groupId) => open(forms.leaveModal(await groups.toLeave(actor, groupId))),
    edit: async (actor, groupId) => open(forms.editModal(await groups.own(actor, groupId, 'edit it'))),
    delete: async (actor, groupId) =>
      open(forms.deleteModal(await groups.deletionCounts(actor, groupId, forms.mostCounted))),
    export: async (actor, groupId) => {
      const { name } = await exports.group(actor, groupId);
      return done(`Dibs is making an export of ${name}. You will get it as a direct message.`);
    },
  };

  /** What to do to somebody in a group; `whom` by mention, username or search. */
  const actsOnPerson: Record<PersonVerb, (actor: Actor, groupId: string, whom: Whom) => Promise<Outcome>> = {
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

  members.command('/group', async (actor) => views.mine(await groups.mine(actor), actor.accountId), 'list');
  const showInvitations = async (actor: Actor, cursor?: string) =>
    views.invitations(await invitations.mine(actor, { size: pageSize, cursor }));
  members.command('/group invites', (actor) => showInvitations(actor), 'invitations');
  members.command(
    '/group create',
    async (actor, { rest }) => {
      const name = unquoted(typed(rest));
      if (name === '') return open(forms.createModal());
      const sheet = await groups.create(actor, groupForm.parse({ name }));
      return done(`You made the group ${sheet.group.name}.`, views.card(sheet));
    },
    'add',
    'new',
  );

  for (const verb of ['members', 'leave', 'edit', 'delete', 'export'] as const)
    members.command(`/group ${verb}`, async (actor, { rest }) => {
      const { group } = await groups.named(actor, typed(rest));
      return group ? acts[verb](actor, group.id) : open(forms.chooseModal(await groups.mine(actor), verb));
    });

  for (const verb of ['remove', 'transfer', 'withdraw'] as const)
    members.command(`/group ${verb}`, async (actor, { rest }) => {
      const { group, whom } = await groupAndPerson(actor, rest);
      if (!group || !whom) return open(forms.pickModal(await groups.mine(actor), verb, group?.id, whom));
      return actsOnPerson[verb](actor, group.id, whom);
    });

  members.command('/group invite', async (actor, { rest }) => {
    const { group, whom } = await groupAndPerson(actor, rest);
    return group && whom ? invited(actor, group.id, whom) : openInvite(actor, group?.id, whom);
  });

  /** GROUP @person, either of which may be left out; the last word of what names no group is a username without its @. */
  async function groupAndPerson(actor: Actor, rest: string) {
    const { before, person } = lastPerson(rest);
    const { before: shorter, last } = lastWord(before);
    if (person || !shorter)
      return { ...(await groups.named(actor, typed(before))), whom: person && (await whomOf(actor, person)) };
    const { group, by } = await groups.named(actor, typed(before), typed(shorter));
    return { group, whom: by === typed(before) ? undefined : await whomOf(actor, { username: typed(last) }) };
  }

  async function invited(actor: Actor, groupId: string, whom: Whom): Promise<Outcome> {
    const { group, name } = await invitations.invite(actor, groupId, whom);
    return done(`${name} ${name === 'They' ? 'are' : 'is'} invited to ${group.name}, by direct message.`);
  }

  async function openInvite(actor: Actor, groupId?: string, whom?: Whom): Promise<Outcome> {
    const own = (await groups.mine(actor)).filter((group) => group.ownerId === actor.accountId);
    if (groupId) await groups.own(actor, groupId, 'invite');
    if (own.length === 0)
      throw new Refusal('Only the owner of a group invites, and you own none: `/group create NAME` makes one.');
    return open(forms.inviteModal(own, groupId, whom));
  }

  members.button(newGroup, async () => open(forms.createModal()));
  members.button(invite, (actor, { groupId }) => openInvite(actor, groupId));
  members.button(views.edit, (actor, { groupId }) => acts.edit(actor, groupId));
  members.button(views.leave, (actor, { groupId }) => acts.leave(actor, groupId));
  members.button(views.remove, (actor, { groupId }) => acts.delete(actor, groupId));
  for (const button of [views.previousMembers, views.nextMembers])
    members.button(button, async (actor, { groupId, cursor }) => instead(await showMembers(actor, groupId, cursor)));

  for (const button of [views.previousInvitations, views.nextInvitations])
    members.button(button, async (actor, { cursor }) => instead(await showInvitations(actor, cursor)));

  members.form(forms.createForm, async (actor, form) => {
    const sheet = await groups.create(actor, form);
    return done(`You made the group ${sheet.group.name}.`, views.card(sheet));
  });
  members.form(forms.editForm, async (actor, form, { groupId }) =>
    done(`${(await groups.edit(actor, groupId, form)).name} is saved.`),
  );
  members.form(forms.deleteForm, async (actor, _, { groupId }) =>
    done(`The group ${(await groups.remove(actor, groupId)).name} is deleted.`),
  );
  members.form(forms.leaveForm, async (actor, _, { groupId }) =>
    done(`You left ${(await groups.leave(actor, groupId)).name}.`),
  );
  members.form(forms.inviteForm, async (actor, { groupId, person, slackUser }, { named }) => {
    if (!named && Boolean(person) === Boolean(slackUser))
      throw new Refusal('Choose one person, either here or below.', 'person');
    return invited(actor, groupId, named ?? (await whomOf(actor, { userId: slackUser, username: person })));
  });
  members.form(forms.chooseForm, (actor, { groupId }, { verb }) => acts[verb](actor, groupId));
  members.form(forms.pickForm, async (actor, { groupId, person }, { verb, named }) =>
    actsOnPerson[verb](actor, groupId, whomTyped(named, person)),
  );

  suggest(forms.searchId, async (actor, text, values) => {
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

  members.button(takeOver, async (actor, { groupId, accountId }) =>
    done(views.tookOver(await succession.takeOver(actor, groupId, accountId))),
  );
}
