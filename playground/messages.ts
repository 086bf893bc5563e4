import type { Block } from './blocks.ts';
import { directChannel, type Message, type State } from './state.ts';
import { withIds } from './views.ts';
import type { Workspace } from './workspaces.ts';

type Given = Record<string, unknown>;

export const slackbotId = 'USLACKBOT';

export const contentOf = (state: State, given: Given) => ({
  text: String(given['text'] ?? ''),
  blocks: withIds(state, (given['blocks'] as Block[] | undefined) ?? []),
});

/** The channel of an id or a name, or a person's direct messages; undefined where the workspace has none such. */
export function channelOf(workspace: Workspace, named: string): string | undefined {
  if (workspace.people.has(named)) return directChannel(named);
  const isDirect = [...workspace.people.keys()].some((userId) => directChannel(userId) === named);
  if (workspace.channels.has(named) || isDirect) return named;
  return [...workspace.channels].find(([, name]) => name === named.replace(/^#/, ''))?.[0];
}

/** A message of the bot's. */
export function botMessage(
  state: State,
  { teamId, botUserId: authorId }: Workspace,
  channelId: string,
  given: Given,
  onlyFor?: string,
): Message {
  const threadTs = given['thread_ts'] as string | undefined;
  const message = { ts: state.timestamp(), teamId, channelId, authorId, ...contentOf(state, given), onlyFor };
  const noted = given['metadata'] === undefined ? {} : { metadata: given['metadata'] };
  return { ...message, ...noted, ...(threadTs ? { threadTs, alsoInChannel: given['reply_broadcast'] === true } : {}) };
}

/** A message as the bot is told of it. */
export function asSlackHasIt({ ts, threadTs, teamId, authorId, text, blocks }: Message, workspace: Workspace): Given {
  const author =
    authorId === workspace.botUserId ? { user: authorId, bot_id: `B${teamId}`, app_id: 'A0DIBS' } : { user: authorId };
  const thread = threadTs ? { thread_ts: threadTs } : {};
  return { type: 'message', ...author, text, ts, team: teamId, ...(blocks.length > 0 ? { blocks } : {}), ...thread };
}

const writtenOut = /(https?:\/\/(?:(?!&[lg]t;)[^\s|])+)|@([\w.-]*\w)|#([\w-]+)/g;

/** What a person types, as Slack writes it: escaped, with mentions, channels and links in angle brackets. */
export function escaped(text: string, workspace: Workspace, where: 'command' | 'message'): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return safe.replace(writtenOut, (typed, url?: string, handle?: string, channel?: string) => {
    if (url) return `<${url}>`;
    const person = handle && [...workspace.people.values()].find((one) => one.name === handle);
    if (person) return where === 'command' ? `<@${person.userId}|${handle}>` : `<@${person.userId}>`;
    const [channelId] = [...workspace.channels].find(([, name]) => name === channel) ?? [];
    return channelId ? `<#${channelId}|${channel}>` : typed;
  });
}
