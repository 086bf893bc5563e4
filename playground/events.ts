import type { Delivery } from './delivery.ts';
import { appId, eventDelivery } from './payloads.ts';
import type { State } from './state.ts';

type Fields = Record<string, unknown>;
const seconds = (at: number) => Math.floor(at / 1000);

/** A person of a workspace was deactivated, or came back; `at`, in milliseconds, is when. */
export function userChanged(
  state: State,
  teamId: string,
  userId: string,
  deleted: boolean,
  at: number = state.clock(),
): Delivery {
  const event = { type: 'user_change', user: { id: userId, team_id: teamId, deleted } };
  const { kind, payload } = eventDelivery(state, state.workspace(teamId), event);
  return { kind, payload: { ...payload, event, event_time: seconds(at) } };
}

/** What Slack tells of an installation: of its end, with nobody authorized any more. `of` names it. */
export function installationEvent(state: State, of: Fields, event: Fields, at: number): Delivery {
  const payload = { token: 'x', ...of, api_app_id: appId, type: 'event_callback', event };
  return { kind: 'events_api', payload: { ...payload, event_id: state.unique('Ev'), event_time: seconds(at) } };
}
