import type { Actor } from '../../domain/actor.ts';
import { type Project, suggestedKey } from '../../domain/project.ts';
import { Refusal } from '../../domain/refusal.ts';
import { beginning, unquoted } from '../../domain/text.ts';
import type { Services } from '../../services/services.ts';
import { joinProject, leaveProject, newProject } from '../buttons.ts';
import type { Clients } from '../clients.ts';
import { firstWord, lastPerson, typed } from '../input.ts';
import type { Outcome } from '../outcome.ts';
import { done, instead, open } from '../replies.ts';
import type { Routes } from '../routes.ts';
import { personNaming, whomTyped } from '../whom.ts';
import { type PersonVerb, projectActs, type Verb } from './acts.ts';
import * as forms from './forms.ts';
import * as views from './views.ts';

const joinablePageSize = 10;

/** What is done at once is done to no project that wasn't named: it is asked for, also where there is just one. */
const doneAtOnce = new Set<string>(['join', 'leave', 'link']);

const noneToChoose = 'There is no project to choose: `/project create` makes one.';
const noneToJoin =
  "There is no project in your groups that you aren't in: `/project` shows yours, `/project create NAME` makes another.";

export function listenToProjects(routes: Routes, { projects, groups }: Services, clients: Clients) {
  const { members } = routes;
  const whomOf = personNaming(clients);
  const { acts, actsOnPerson, showMembers } = projectActs(projects);

  async function lists(actor: Actor, cursor?: string) {
    const request = { size: joinablePageSize, cursor };
    const [mine, joinable] = await Promise.all([projects.mine(actor), projects.joinable(actor, request)]);
    return views.lists(mine, joinable);
  }

  async function openCreate(actor: Actor, name: string, groupId?: string): Promise<Outcome> {
    const mine = await groups.mine(actor);
    if (mine.length === 0)
      throw new Refusal('A project lives in a group, and you are in none: `/group create NAME` makes one.');
    return open(forms.createModal(mine, { name, key: suggestedKey(name) }, groupId));
  }

  members.command('/project', (actor) => lists(actor), 'list');
  members.command(
    '/project create',
    (actor, { rest }) => openCreate(actor, beginning(unquoted(typed(rest)), 80)),
    'add',
    'new',
  );

  members.command('/project *', async (actor, { rest }) => {
    const { first } = firstWord(rest);
    if (!(await projects.isVisible(actor, first.toUpperCase()))) throw routes.unknownVerb('/project', rest);
    return views.shown(await projects.named(actor, first));
  });

  members.command('/project show', async (actor, { rest, channelId }) => {
    const { first } = firstWord(rest);
    return first ? views.shown(await projects.named(actor, first)) : choose(actor, 'show', channelId);
  });
  for (const verb of ['join', 'leave', 'members', 'edit', 'delete', 'link'] as const)
    members.command(`/project ${verb}`, async (actor, { rest, channelId }) => {
      const { first } = firstWord(rest);
      if (!first) return choose(actor, verb, channelId);
      return acts[verb](actor, (await projects.find(actor, first)).id, channelId);
    });

  /** A command without a key: the only project that it could mean, or the form that asks which. */
  async function choose(actor: Actor, verb: Verb, channelId: string) {
    const choices = await choicesFor(actor, verb);
    const only = choices.length === 1 ? choices[0] : undefined;
    return only && !doneAtOnce.has(verb)
      ? acts[verb](actor, only.id, channelId)
      : open(forms.chooseModal(choices, verb, channelId));
  }

  /** KEY @person; after the key a username may come without its @. */
  for (const verb of ['transfer', 'remove'] as const)
    members.command(`/project ${verb}`, async (actor, { rest }) => {
      const { before, person } = lastPerson(rest);
      const { first: key, rest: username } = firstWord(before);
      const whom = person ?? (username ? { username: typed(username) } : undefined);
      const choices = key ? [await projects.find(actor, key)] : await choicesFor(actor, verb);
      const chosen = choices.length === 1 ? choices[0] : undefined;
      const named = whom && (await whomOf(actor, whom));
      return key && chosen && named
        ? actsOnPerson[verb](actor, chosen.id, named)
        : open(forms.pickModal(choices, verb, named));
    });

  /** What a command without a key could mean. */
  async function choicesFor(actor: Actor, verb: Verb | PersonVerb): Promise<Project[]> {
    const choices =
      verb === 'join' ? (await projects.joinable(actor, { size: 100 })).items : await projects.mine(actor);
    if (choices.length === 0) throw new Refusal(verb === 'join' ? noneToJoin : noneToChoose);
    if (verb !== 'leave') return choices;
    const left = choices.filter((project) => project.managerId !== actor.accountId);
    if (left.length === 0)
      throw new Refusal('You manage all projects you are in: pass one on with `/project transfer KEY @person` first.');
    return left;
  }

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

  members.form(forms.createForm, async (actor, { groupId, ...form }) => {
    const sheet = await projects.create(actor, groupId, form);
    return done(`You made the project ${sheet.project.key}.`, views.card(sheet));
  });
  members.form(forms.editForm, async (actor, form, { projectId }) => {
    const sheet = await projects.edit(actor, projectId, form);
    return done(`${sheet.project.key} is saved.`, views.card(sheet));
  });
  members.form(forms.deleteForm, async (actor, _, { projectId }) =>
    done(`The project ${(await projects.remove(actor, projectId)).key} is deleted.`),
  );
  members.form(forms.chooseForm, (actor, { projectId }, { verb, channelId }) =>
    acts[verb](actor, projectId, channelId),
  );
  members.form(forms.pickForm, async (actor, { projectId, person }, { verb, named }) =>
    actsOnPerson[verb](actor, projectId, whomTyped(named, person)),
  );
}
