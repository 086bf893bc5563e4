import { refusedMessage } from '../block-kit/surfaces.ts';
import { asSlackHasIt, botMessage, channelOf, contentOf } from '../messages.ts';
import type { Message, State } from '../state.ts';
import type { Workspace } from '../workspaces.ts';
import { type Arguments, type Method, no, refusal } from './result.ts';

/** chat.postMessage, postEphemeral, update, delete and getPermalink. */
export function chatMethods(state: State): Record<string, Method> {
  /** A message of this workspace; what only one person saw can't be reached again. */
  function find(workspace: Workspace, given: Arguments): Message | undefined {
    const channelId = channelOf(workspace, String(given['channel']));
    const message = channelId && state.message(channelId, String(given['ts'] ?? given['message_ts']));
    return message && !message.onlyFor ? message : undefined;
  }

  return {
    'chat.postMessage': (workspace, given) => {
      const channelId = channelOf(workspace, String(given['channel']));
      if (!channelId) return no('channel_not_found');
      const refused = refusedMessage(given);
      if (refused) return refusal(refused);
      const posted = botMessage(state, workspace, channelId, given);
      state.post(posted);
      return { ok: true, channel: channelId, ts: posted.ts, message: asSlackHasIt(posted, workspace) };
    },
    'chat.postEphemeral': (workspace, given) => {
      const channelId = channelOf(workspace, String(given['channel']));
      if (!channelId) return no('channel_not_found');
      const userId = String(given['user']);
      if (!workspace.people.has(userId)) return no('user_not_in_channel');
      const refused = refusedMessage(given);
      if (refused) return refusal(refused);
      const posted = botMessage(state, workspace, channelId, given, userId);
      state.post(posted);
      return { ok: true, message_ts: posted.ts };
    },
    'chat.update': (workspace, given) => {
      const found = find(workspace, given);
      if (!found) return no('message_not_found');
      if (found.authorId !== workspace.botUserId) return no('cant_update_message');
      // Blocks that aren't given stay, as the reference has it; an empty list takes them away.
      const next = { text: given['text'] ?? found.text, blocks: given['blocks'] ?? found.blocks };
      const refused = refusedMessage(next);
      if (refused) return refusal(refused);
      Object.assign(found, contentOf(state, next));
      state.changed();
      return { ok: true, channel: found.channelId, ts: found.ts, text: found.text };
    },
    'chat.delete': (workspace, given) => {
      const found = find(workspace, given);
      if (!found) return no('message_not_found');
      if (found.authorId !== workspace.botUserId) return no('cant_delete_message');
      state.remove(found);
      return { ok: true, channel: found.channelId, ts: found.ts };
    },
    'chat.getPermalink': (workspace, given) => {
      const found = find(workspace, given);
      if (!found) return no('message_not_found');
      const { channelId, ts } = found;
      const permalink = `https://${workspace.domain}.slack.com/archives/${channelId}/p${ts.replace('.', '')}`;
      return { ok: true, channel: channelId, permalink };
    },
  };
}
