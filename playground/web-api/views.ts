import { refusedView } from '../block-kit/surfaces.ts';
import type { View } from '../blocks.ts';
import { type State, userKey } from '../state.ts';
import { openModal, publishHome, pushModal, updateModal } from '../views.ts';
import type { Workspace } from '../workspaces.ts';
import { type Arguments, type Method, no, type Result, refusal } from './result.ts';

const triggerMilliseconds = 3000;

/** views.open, push, update and publish. */
export function viewMethods(state: State): Record<string, Method> {
  /** Whoever the trigger is of; it can be used once, within three seconds. */
  function useTrigger(id: unknown): { user: string } | { error: string } {
    const trigger = state.triggers.get(String(id));
    if (!trigger) return { error: 'invalid_trigger_id' };
    if (trigger.used) return { error: 'exchanged_trigger_id' };
    if (state.clock() - trigger.at > triggerMilliseconds) return { error: 'expired_trigger_id' };
    trigger.used = true;
    return { user: userKey(trigger.teamId, trigger.userId) };
  }

  const isTaken = (externalId: unknown, by?: View) =>
    externalId && state.views().some(({ view }) => view.external_id === externalId && view.id !== by?.id);

  function show(
    { teamId }: Workspace,
    given: Arguments,
    place: (user: string, view: Arguments) => View | undefined,
  ): Result {
    const view = given['view'] as Arguments;
    const refused = refusedView(view, 'modal');
    if (refused) return refusal(refused);
    if (isTaken(view['external_id'])) return no('duplicate_external_id');
    const trigger = useTrigger(given['trigger_id']);
    if ('error' in trigger) return no(trigger.error);
    const shown = place(trigger.user, { ...view, app_installed_team_id: teamId });
    if (!shown) return no('push_limit_reached');
    state.show([`trigger ${String(given['trigger_id'])}`], { view: shown });
    return { ok: true, view: shown };
  }

  /** Someone else's view reads as not there; a stranger's, in a shared channel, is of the app that was asked. */
  function find(workspace: Workspace, { view_id: id, external_id: externalId }: Arguments) {
    return state
      .views()
      .find(
        ({ user, view }) =>
          (user.startsWith(`${workspace.teamId}:`) || view.app_installed_team_id === workspace.teamId) &&
          (id ? view.id === id : externalId && view.external_id === externalId),
      );
  }

  return {
    'views.open': (workspace, given) => show(workspace, given, (user, view) => openModal(state, user, view)),
    'views.push': (workspace, given) => show(workspace, given, (user, view) => pushModal(state, user, view)),
    'views.update': (workspace, given) => {
      const found = find(workspace, given);
      if (!found) return no('not_found');
      const view = given['view'] as Arguments;
      const refused = refusedView(view, found.view.type);
      if (refused) return refusal(refused);
      if (given['hash'] && given['hash'] !== found.view.hash) return no('hash_conflict');
      if (isTaken(view['external_id'], found.view)) return no('duplicate_external_id');
      const shown =
        found.view.type === 'home'
          ? publishHome(state, found.user, view)
          : updateModal(state, found.user, found.view, {
              ...view,
              app_installed_team_id: found.view.app_installed_team_id,
            });
      state.show([`view ${shown.id}`], { view: shown });
      return { ok: true, view: shown };
    },
    'views.publish': (workspace, given) => {
      const userId = String(given['user_id']);
      if (!workspace.people.has(userId)) return no('user_not_found');
      const refused = refusedView(given['view'], 'home');
      if (refused) return refusal(refused);
      const user = userKey(workspace.teamId, userId);
      const before = state.homes.get(user);
      if (given['hash'] && given['hash'] !== before?.hash) return no('hash_conflict');
      const view = publishHome(state, user, given['view'] as Arguments);
      state.show([`home ${user}`], { view });
      return { ok: true, view };
    },
  };
}
