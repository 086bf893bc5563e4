import type { Actor } from '../../domain/actor.ts';
import { suggestedKey } from '../../domain/project.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Invitee } from '../../services/invitations.ts';
import type { Services } from '../../services/services.ts';
import { joinProject, leaveProject, newProject } from '../buttons.ts';
import { firstWord, lastPerson, typed, unquoted } from '../input.ts';
import type { Outcome } from '../outcome.ts';
import { done, instead, open } from '../replies.ts';
import type { Routes } from '../routes.ts';
import * as views from './views.ts';

const pageSize = 20;
const joinablePageSize = 10;

export function listenToProjects({ members }: Routes, { projects, groups }: Services) {
  type Verb = 'join' | 'leave' | 'show' | 'members' | 'edit' | 'delete';
  type PersonVerb = 'transfer' | 'remove';

  async function lists(actor: Actor, cursor?: string) {
    const request = { size: joinablePageSize, cursor };
    const [mine, joinable] = await Promise.all([projects.mine(actor), projects.joinable(actor, request)]);
    return views.lists(mine, joinable);
  }

  async function showMembers(actor: Actor, projectId: string, cursor?: string) {
    const { sheet, page } = await projects.members(actor, projectId, { size: pageSize, cursor });
    return views.members(sheet, page);
  }

  const acts: Record<Verb, (actor: Actor, projectId: string) => Promise<Outcome>> = {
    join: async (actor, projectId) => {
      const sheet = await projects.join(actor, projectId);
      return done(`You are a member of ${sheet.project.key} now.`, views.card(sheet));
    },
    leave: async (actor, projectId) => done(`You left ${(await projects.leave(actor, projectId)).key}.`),
    show: async (actor, projectId) => views.shown(await projects.get(actor, projectId)),
    members: (actor, projectId) => showMembers(actor, projectId),
    edit: async (actor, projectId) =>
      open(views.editModal((await projects.managed(actor, projectId, 'edit it')).project)),
    delete: async (actor, projectId) =>
      open(views.deleteModal(await projects.deletionCounts(actor, projectId, views.mostCounted))),
  };

  const actsOnPerson: Record<PersonVerb, (actor: Actor, projectId: string, whom: Invitee) => Promise<Outcome>> = {
    transfer: async (actor, projectId, whom) => {
      const { project, to } = await projects.transfer(actor, projectId, whom);
      return done(`${to.firstName} ${to.surname} manages ${project.key} now.`);
    },
    remove: async (actor, projectId, whom) => {
      const { project, person } = await projects.removeMember(actor, projectId, whom);
      return done(`You removed ${person.firstName} ${person.surname} from ${project.key}.`);
    },
  };

  async function openCreate(actor: Actor, name: string, groupId?: string): Promise<Outcome> {
    const mine = await groups.mine(actor);
    if (mine.length === 0)
      throw new Refusal('A project lives in a group, and you are in none: `/group create NAME` makes one.');
    return open(views.createModal(mine, { name, key: suggestedKey(name) }, groupId));
  }

  members.command('/project', (actor) => lists(actor));
  members.command(
    '/project create',
    (actor, { rest }) => openCreate(actor, unquoted(typed(rest)).slice(0, 80)),
    'add',
    'new',
  );

  for (const verb of ['join', 'leave', 'show', 'members', 'edit', 'delete'] as const)
    members.command(`/project ${verb}`, async (actor, { rest }) => {
      const { first } = firstWord(rest);
      if (first) return acts[verb](actor, (await projects.named(actor, first)).project.id);
      const choices =
        verb === 'join' ? (await projects.joinable(actor, { size: 100 })).items : await projects.mine(actor);
      if (choices.length === 0) throw new Refusal('There is no project to choose: `/project create` makes one.');
      return choices.length === 1 && verb !== 'join'
        ? acts[verb](actor, choices[0]?.id as string)
        : open(views.chooseModal(choices, verb));
    });

  for (const verb of ['transfer', 'remove'] as const)
    members.command(`/project ${verb}`, async (actor, { rest }) => {
      const { before, person } = lastPerson(rest);
      const { first } = firstWord(before);
      const mine = await projects.mine(actor);
      const chosen = first
        ? (await projects.named(actor, first)).project.id
        : mine.length === 1
          ? mine[0]?.id
          : undefined;
      if (!chosen || !person) return open(views.pickModal(mine, verb, chosen));
      const { userId, username } = person;
      const whom = userId ? { slackUser: { teamId: actor.teamId, userId } } : { exact: username ?? '' };
      return actsOnPerson[verb](actor, chosen, whom);
    });

  members.command('/project link', async (actor, { rest, channelId }) => {
    const project = await projects.link(
      actor,
      (await projects.named(actor, firstWord(rest).first)).project.id,
      channelId,
    );
    return done(`This channel is linked to ${project.key}: \`/task add TITLE\` puts tasks there.`);
  });
  members.command('/project unlink', async (actor, { channelId }) => {
    await projects.unlink(actor, channelId);
    return done('This channel is linked to no project any more.');
  });

  members.button(newProject, (actor, { groupId }) => openCreate(actor, '', groupId));
  members.button(joinProject, (actor, { projectId }) => acts.join(actor, projectId));
  members.button(leaveProject, (actor, { projectId }) => acts.leave(actor, projectId));
  members.button(views.edit, (actor, { projectId }) => acts.edit(actor, projectId));
  members.button(views.remove, (actor, { projectId }) => acts.delete(actor, projectId));
  for (const button of [views.previousMembers, views.nextMembers])
    members.button(button, async (actor, { projectId, cursor }) =>
      instead(await showMembers(actor, projectId, cursor)),
    );
  for (const button of [views.previousJoinable, views.nextJoinable])
    members.button(button, async (actor, { cursor }) => instead(await lists(actor, cursor)));

  members.form(views.createForm, async (actor, { groupId, ...form }) => {
    const sheet = await projects.create(actor, groupId, form);
    return done(`You made the project ${sheet.project.key}.`, views.card(sheet));
  });
  members.form(views.editForm, async (actor, form, { projectId }) => {
    const sheet = await projects.edit(actor, projectId, form);
    return done(`${sheet.project.key} is saved.`, views.card(sheet));
  });
  members.form(views.deleteForm, async (actor, _, { projectId }) =>
    done(`The project ${(await projects.remove(actor, projectId)).key} is deleted.`),
  );
  members.form(views.chooseForm, (actor, { projectId }, { verb }) => acts[verb](actor, projectId));
  members.form(views.pickForm, (actor, { projectId, person }, { verb }) =>
    actsOnPerson[verb](actor, projectId, { exact: person.trim() }),
  );
}
