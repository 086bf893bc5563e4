import type { SlackCalls } from './calls.ts';
import { ifSoon } from './in-time.ts';
import type { MessageInput } from './routes.ts';

const mention = /<@([A-Z0-9]+)>/g;
const mostNames = 10;

/** In Slack's own writing. */
const escaped = (name: string) => name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * A message that a shortcut was used on, in Slack's writing, with the names of those it mentions and the way to it.
 * Where Slack is slow or says no, names or the link are missing.
 */
export async function readMessage(
  client: SlackCalls,
  message: { text: string; ts: string; channelId: string },
): Promise<MessageInput> {
  const ids = [...new Set([...message.text.matchAll(mention)].map(([, id = '']) => id))].slice(0, mostNames);
  const [found, ...people] = await Promise.all([
    ifSoon(client.chat.getPermalink({ channel: message.channelId, message_ts: message.ts })),
    ...ids.map((user) => ifSoon(client.users.info({ user }))),
  ]);
  const names = new Map(
    people.flatMap((person, index) => {
      const name = person?.user?.profile?.display_name || person?.user?.name;
      return name ? [[ids[index], escaped(name)]] : [];
    }),
  );
  const text = message.text.replace(mention, (whole, id: string) =>
    names.has(id) ? `<@${id}|${names.get(id)}>` : whole,
  );
  return { text, link: found?.permalink ?? '' };
}
