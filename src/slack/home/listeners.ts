import type { Actor, Visitor } from '../../domain/actor.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Services } from '../../services/services.ts';
import type { Outcome } from '../outcome.ts';
import type { Routes } from '../routes.ts';
import * as views from './views.ts';

const claimedShown = 5;
const invitationsShown = 5;
const pageSize = 10;
const nothing = { items: [] };

export function listenToHome(routes: Routes, { tasks, invitations }: Services) {
  async function show(actor: Actor, given: unknown, notice?: string) {
    const state = views.homeState.safeParse(given).data ?? views.homeState.parse({});
    const [waiting, claimed, projects] = await Promise.all([
      invitations.mine(actor),
      tasks.mine(actor, 'claimed', { size: claimedShown }),
      tasks.projects(actor),
    ]);
    const project = projects.find((one) => one.id === state.projectId) ?? projects[0];
    const request = { size: pageSize, cursor: state.cursor };
    const found = project ? await tasks.list(actor, project.id, state.status, request).catch(gone) : nothing;
    const shown = { items: waiting.slice(0, invitationsShown), more: waiting.length > invitationsShown };
    const content = { invitations: shown, claimed, projects, project, tasks: found };
    return views.home(content, { ...state, projectId: project?.id }, notice);
  }

  /** A project that went between two reads: the next Home is without it. */
  function gone(error: unknown) {
    if (error instanceof Refusal) return nothing;
    throw error;
  }

  routes.home(async (who: Actor | Visitor, state, notice) =>
    'accountId' in who ? show(who, state, notice) : views.strangersHome(notice),
  );

  const change = async (_: Actor, state: unknown): Promise<Outcome> => ({ kind: 'home', state });
  routes.members.button(views.chooseProject, change);
  routes.members.button(views.chooseStatus, change);
  routes.members.button(views.previous, change);
  routes.members.button(views.next, change);
}
