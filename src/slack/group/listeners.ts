import type { Actor } from '../../domain/actor.ts';
import { groupForm } from '../../domain/group.ts';
import { unquoted } from '../../domain/text.ts';
import type { Services } from '../../services/services.ts';
import { newGroup, takeOver } from '../buttons.ts';
import type { Clients } from '../clients.ts';
import { typed } from '../input.ts';
import type { Outcome } from '../outcome.ts';
import { done, instead, open } from '../replies.ts';
import type { Routes } from '../routes.ts';
import { type Whom, whomTyped } from '../whom.ts';
import * as forms from './forms.ts';
import { listenToInviting } from './inviting.ts';
import { groupNaming } from './naming.ts';
import * as views from './views.ts';

const pageSize = 20;

export function listenToGroups(routes: Routes, services: Services, clients: Clients) {
  const { members } = routes;
  const { groups, invitations, succession, exports } = services;
  const { groupAndPerson } = groupNaming(services, clients);
  listenToInviting(routes, services, clients);

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
    delete: async (actor, groupId) => open(forms.deleteModal(await groups.deletionCounts(actor, groupId))),
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
      const { group, meant } = await groups.named(actor, typed(rest));
      return group ? acts[verb](actor, group.id) : open(forms.chooseModal(meant, verb));
    });

  for (const verb of ['remove', 'transfer', 'withdraw'] as const)
    members.command(`/group ${verb}`, async (actor, { rest }) => {
      const { group, meant, whom } = await groupAndPerson(actor, rest);
      if (!group || !whom) return open(forms.pickModal(meant, verb, whom));
      return actsOnPerson[verb](actor, group.id, whom);
    });

  members.button(newGroup, async () => open(forms.createModal()));
  members.button(views.edit, (actor, { groupId }) => acts.edit(actor, groupId));
  members.button(views.leave, (actor, { groupId }) => acts.leave(actor, groupId));
  members.button(views.remove, (actor, { groupId }) => acts.delete(actor, groupId));
  for (const button of [views.previousMembers, views.nextMembers])
    members.button(button, async (actor, { groupId, cursor }) => instead(await showMembers(actor, groupId, cursor)));

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
  members.form(forms.chooseForm, (actor, { groupId }, { verb }) => acts[verb](actor, groupId));
  members.form(forms.pickForm, async (actor, { groupId, person }, { verb, named }) =>
    actsOnPerson[verb](actor, groupId, whomTyped(named, person)),
  );

  members.button(takeOver, async (actor, { groupId, accountId }) =>
    done(views.tookOver(await succession.takeOver(actor, groupId, accountId))),
  );
}
