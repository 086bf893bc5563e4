import type { SimulatedSlack } from '../../playground/slack.ts';

export type Surface = 'message' | 'modal' | 'home';

interface Result {
  ok: boolean;
  error?: string;
  response_metadata?: { messages: string[] };
  [key: string]: unknown;
}

/** Calls a method of the Web API as a bot does. */
export async function call(
  slack: SimulatedSlack,
  method: string,
  given: Record<string, unknown>,
  token = slack.botToken,
): Promise<Result> {
  const headers = { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` };
  const response = await fetch(slack.apiUrl + method, { method: 'POST', headers, body: JSON.stringify(given) });
  return (await response.json()) as Result;
}

/** A trigger id, as one of Ada's interactions would have brought it. */
export function triggerOf(slack: SimulatedSlack): string {
  const { teamId, userId } = slack.person('ada');
  const id = slack.state.unique('trigger');
  slack.state.triggers.set(id, { teamId, userId, at: slack.state.clock(), used: false });
  return id;
}

/** Shows blocks to Ada, in a message or a view of this kind. */
export function show(slack: SimulatedSlack, surface: Surface, blocks: unknown[], others: Record<string, unknown> = {}) {
  if (surface === 'message')
    return call(slack, 'chat.postMessage', { channel: 'general', text: 'x', blocks, ...others });
  if (surface === 'home')
    return call(slack, 'views.publish', {
      user_id: slack.person('ada').userId,
      view: { type: 'home', blocks, ...others },
    });
  const words = { title: { type: 'plain_text', text: 'Title' }, submit: { type: 'plain_text', text: 'Submit' } };
  const view = { type: 'modal', ...words, blocks, ...others };
  return call(slack, 'views.open', { trigger_id: triggerOf(slack), view });
}
