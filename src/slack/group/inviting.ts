import { type Actor, personName } from '../../domain/actor.ts';
import { type Group, isOwner } from '../../domain/group.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Services } from '../../services/services.ts';
import { accept, decline, invite } from '../buttons.ts';
import type { Clients } from '../clients.ts';
import { option } from '../elements.ts';
import type { Outcome } from '../outcome.ts';
import { done, instead, open } from '../replies.ts';
import type { Routes } from '../routes.ts';
import type { Whom } from '../whom.ts';
import * as forms from './forms.ts';
import { groupNaming } from './naming.ts';
import * as views from './views.ts';

const pageSize = 20;
const mostSuggested = 20;

/** Inviting, and answering invitations (G3, G4); part of the group listeners. */
export function listenToInviting({ members, suggest }: Routes, services: Services, clients: Clients) {
  const { groups, invitations } = services;
  const { whomOf, groupAndPerson } = groupNaming(services, clients);

  async function invited(actor: Actor, groupId: string, whom: Whom): Promise<Outcome> {
    const { group, name, written } = await invitations.invite(actor, groupId, whom);
    const how = written
      ? ', by direct message.'
      : ': they see it in Home and under `/group invites` once they sign in.';
    return done(`${name} ${name === 'They' ? 'are' : 'is'} invited to ${group.name}${how}`);
  }

  const own = async (actor: Actor, groupId: string) => [await groups.own(actor, groupId, 'invite')];

  /** Into which of the groups that were `meant` the actor chooses. */
  function openInvite(actor: Actor, meant: Group[], whom?: Whom): Outcome {
    const owned = meant.filter((group) => isOwner(group, actor.accountId));
    if (owned.length === 0)
      throw new Refusal(
        'Only the owner of a group invites: `/group` shows which you own, `/group create NAME` makes one.',
      );
    return open(forms.inviteModal(owned, whom));
  }

  members.command('/group invite', async (actor, { rest }) => {
    const { group, meant, whom } = await groupAndPerson(actor, rest);
    if (group && whom) return invited(actor, group.id, whom);
    return openInvite(actor, group ? await own(actor, group.id) : meant, whom);
  });
  members.button(invite, async (actor, { groupId }) =>
    openInvite(actor, groupId ? await own(actor, groupId) : await groups.mine(actor)),
  );
  members.form(forms.inviteForm, async (actor, { groupId, person, slackUser }, { named }) => {
    if (!named && Boolean(person) === Boolean(slackUser))
      throw new Refusal('Choose one person, either here or below.', 'person');
    return invited(actor, groupId, named ?? (await whomOf(actor, { userId: slackUser, username: person })));
  });
  suggest(forms.searchId, async (actor, text, values) => {
    const people = await invitations.search(actor, values['groupId'] ?? '', text, mostSuggested);
    return people.map((person) => option(personName(person), person.username));
  });

  const showInvitations = async (actor: Actor, cursor?: string) =>
    views.invitations(await invitations.mine(actor, { size: pageSize, cursor }));
  members.command('/group invites', (actor) => showInvitations(actor), 'invitations');
  for (const button of [views.previousInvitations, views.nextInvitations])
    members.button(button, async (actor, { cursor }) => instead(await showInvitations(actor, cursor)));

  members.button(accept, async (actor, { invitation }) => {
    const group = await invitations.accept(actor, invitation);
    return done(`You accepted: you are a member of ${group.name} now. \`/project\` shows its projects.`);
  });
  members.button(decline, async (actor, { invitation }) =>
    done(`You declined the invitation to ${(await invitations.decline(actor, invitation)).name}.`),
  );
}
