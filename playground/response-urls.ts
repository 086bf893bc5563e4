import { messageProblems } from './block-kit.ts';
import type { Message, ResponseUrl, State } from './state.ts';
import { type Arguments, blocksOf } from './web-api.ts';

const mostUses = 5;
const lifeMilliseconds = 30 * 60 * 1000;

/** What a bot sends to a response URL, or in the acknowledgement of a command, becomes a message of the channel. */
export function respond(state: State, id: string, given: Arguments): { status: number; text: string } {
  const url = state.responseUrls.get(id);
  if (!url || url.uses >= mostUses || state.clock() - url.at > lifeMilliseconds)
    return { status: 404, text: 'expired_url' };
  url.uses++;
  const problems = messageProblems(given);
  if (problems.length > 0) return { status: 400, text: `invalid_blocks: ${problems.join('; ')}` };
  state.show([`respond ${id}`], { message: place(state, url, given) });
  return { status: 200, text: 'ok' };
}

export function place(state: State, url: ResponseUrl, given: Arguments): Message {
  const content = { text: String(given['text'] ?? ''), blocks: blocksOf(state, given) };
  if (given['replace_original'] === true && url.message) return Object.assign(url.message, content);
  const { teamId, channelId, userId } = url;
  const authorId = state.workspace(teamId).botUserId;
  const onlyFor = given['response_type'] === 'in_channel' ? undefined : userId;
  const message = { ts: state.timestamp(), teamId, channelId, authorId, ...content, onlyFor };
  state.post(message);
  return message;
}
