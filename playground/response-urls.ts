import { refusedMessage } from './block-kit/surfaces.ts';
import { botMessage, contentOf } from './messages.ts';
import type { Message, ResponseUrl, State } from './state.ts';

const mostUses = 5;
const lifeMilliseconds = 30 * 60 * 1000;

type Given = Record<string, unknown>;

/** What a bot sends to a response URL, which takes five within 30 minutes. */
export function respond(state: State, id: string, given: Given): { status: number; text: string } {
  const url = state.responseUrls.get(id);
  if (!url || url.uses >= mostUses || state.clock() - url.at > lifeMilliseconds)
    return { status: 404, text: 'expired_url' };
  url.uses++;
  if (given['delete_original'] === true && url.message) {
    state.remove(url.message);
    state.show([`respond ${id}`], { message: { ...url.message, text: '', blocks: [] } });
    return { status: 200, text: 'ok' };
  }
  const refused = refusedMessage(given);
  if (refused) return { status: 400, text: [refused.error, ...refused.messages].join('; ') };
  state.show([`respond ${id}`], { message: place(state, url, given) });
  return { status: 200, text: 'ok' };
}

/** A message sent there, or in the acknowledgement of a command, as it comes to stand in the channel. */
export function place(
  state: State,
  { teamId, channelId, userId, message: original }: ResponseUrl,
  given: Given,
): Message {
  if (given['replace_original'] === true && original) return Object.assign(original, contentOf(state, given));
  const onlyFor = given['response_type'] === 'in_channel' ? undefined : userId;
  const message = botMessage(state, state.workspace(teamId), channelId, given, onlyFor);
  state.post(message);
  return message;
}
