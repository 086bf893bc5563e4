import { channelOf } from '../messages.ts';
import type { State } from '../state.ts';
import { type Method, no } from './result.ts';

const mostMessages = 999;

/** conversations.history: the newest first, with their files, and the metadata that apps gave them where it is asked for. */
export function historyMethods(state: State): Record<string, Method> {
  return {
    'conversations.history': (workspace, given) => {
      const channelId = channelOf(workspace, String(given['channel']));
      if (!channelId) return no('channel_not_found');
      const limit = Math.min(Number(given['limit'] ?? 100), mostMessages);
      const seen = (state.messages.get(channelId) ?? []).filter((message) => !message.onlyFor);
      const messages = seen
        .slice(-limit)
        .reverse()
        .map(({ ts, text, authorId, files, metadata }) => ({
          ...{ type: 'message', ts, text, user: authorId },
          ...(files ? { files: files.map(({ id, name }) => ({ id, name, title: name })) } : {}),
          ...(metadata && String(given['include_all_metadata']) === 'true' ? { metadata } : {}),
        }));
      return { ok: true, messages, has_more: seen.length > messages.length };
    },
  };
}
