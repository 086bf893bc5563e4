import { visible } from './blocks.ts';
import type { Client } from './client.ts';
import { escaped } from './messages.ts';
import { directChannel, type Message } from './state.ts';

/** What a person says in channels and reads in direct messages. */
export function createTalk({ slack, state, workspace, profile, payloads }: Client) {
  const { teamId } = workspace;
  const { userId, name } = profile;

  /** What this person sees: what only another one sees is left out. */
  const messages = (channelId: string): Message[] =>
    (state.messages.get(channelId) ?? []).filter((message) => !message.onlyFor || message.onlyFor === userId);
  const directMessages = () => messages(directChannel(userId));
  const saying = (message: Message) => visible(message.blocks) || message.text;

  const mine = (channelId: string, ts: string) => {
    const message = state.message(channelId, ts);
    return message?.authorId === userId ? message : undefined;
  };

  /** The bot hears of it where its manifest asks for that. */
  function tell(message: Message, before?: Message, what?: 'changed' | 'deleted') {
    const heard = message.channelId.startsWith('D') ? 'message.im' : 'message.channels';
    if (slack.manifest.events.includes(heard)) slack.tell(workspace, payloads.message(message, before, what));
  }

  return {
    messages,
    directMessages,

    /** Says something in a channel, or in a thread there. */
    say(text: string, channelId = `C${teamId}GENERAL`, threadTs?: string): Message {
      const thread = threadTs ? { threadTs } : {};
      const said = { text: escaped(text, workspace, 'message'), blocks: [], ...thread };
      const message: Message = { ts: state.timestamp(), teamId, channelId, authorId: userId, ...said };
      state.post(message);
      tell(message);
      return message;
    },

    /** False where the message isn't theirs, or is gone. */
    editMessage(channelId: string, ts: string, text: string): boolean {
      const message = mine(channelId, ts);
      if (!message) return false;
      const before = { ...message };
      Object.assign(message, { text: escaped(text, workspace, 'message'), edited: true });
      state.changed();
      tell(message, before, 'changed');
      return true;
    },

    /** False where the message isn't theirs, or is gone. */
    deleteMessage(channelId: string, ts: string): boolean {
      const message = mine(channelId, ts);
      if (!message) return false;
      state.remove(message);
      tell(message, message, 'deleted');
      return true;
    },

    /** A direct message that says this, there already or to come. */
    waitForMessage(pattern: RegExp, milliseconds = 30_000): Promise<Message> {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          stop();
          const said = directMessages().map(saying);
          reject(new Error(`${name} got no message like ${String(pattern)}, only:\n${said.join('\n')}`));
        }, milliseconds);
        const look = () => {
          const found = directMessages().findLast((one) => pattern.test(saying(one)));
          if (!found) return;
          clearTimeout(timer);
          stop();
          resolve(found);
        };
        const stop = state.subscribe(look);
        look();
      });
    },
  };
}
