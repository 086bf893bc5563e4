import type { Actor, Visitor } from '../../domain/actor.ts';
import type { Services } from '../../services/services.ts';
import type { Outcome } from '../outcome.ts';
import type { Routes } from '../routes.ts';
import * as views from './views.ts';

const claimedShown = 5;
const invitationsShown = 5;
const pageSize = 10;

export function listenToHome(routes: Routes, { tasks, invitations }: Services) {
  async function show(actor: Actor, given: unknown, notice?: string) {
    const state = views.homeState.safeParse(given).data ?? views.homeState.parse({});
    const { status, cursor } = state;
    const request = { size: pageSize, cursor };
    const [waiting, board] = await Promise.all([
      invitations.mine(actor, { size: invitationsShown }),
      tasks.board(actor, state, claimedShown, request),
    ]);
    const home = { projectId: board.project?.id, status, cursor };
    return views.home({ invitations: waiting, ...board }, home, notice);
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
