import { messageProblems, viewProblems } from './block-kit.ts';
import type { Block, View } from './blocks.ts';
import { directChannel, type Message, type State, userKey } from './state.ts';
import type { Workspace } from './workspaces.ts';

export type Arguments = Record<string, unknown>;
export type Result = { ok: true; [key: string]: unknown } | { ok: false; error: string; [key: string]: unknown };
type Method = (workspace: Workspace, given: Arguments) => Result;

const triggerMilliseconds = 3000;
const deepest = 3;
const no = (error: string, messages?: string[]): Result => ({
  ok: false,
  error,
  ...(messages ? { response_metadata: { messages } } : {}),
});

/** The methods of Slack's Web API that the bot calls, and their errors. */
export function webApi(state: State): Record<string, Method> {
  function useTrigger(id: unknown): { user: string } | Result {
    const trigger = state.triggers.get(String(id));
    if (!trigger) return no('invalid_trigger_id');
    if (trigger.used) return no('exchanged_trigger_id');
    if (state.clock() - trigger.at > triggerMilliseconds) return no('expired_trigger_id');
    trigger.used = true;
    return { user: userKey(trigger.teamId, trigger.userId) };
  }

  /** A view as Slack keeps it: every block has an id. */
  function keep(given: Arguments, ids: Pick<View, 'id' | 'root_view_id' | 'previous_view_id'>): View {
    const blocks = (given['blocks'] as Block[]).map((block) => ({ block_id: state.unique('b'), ...block }));
    const defaults = { callback_id: '', private_metadata: '' };
    return { ...defaults, ...(given as unknown as View), ...ids, blocks, hash: state.unique('h') };
  }

  const openView: (stack: 'open' | 'push') => Method = (how) => (_, given) => {
    const problems = viewProblems(given['view'], 'modal');
    if (problems.length > 0) return no('invalid_arguments', problems);
    const trigger = useTrigger(given['trigger_id']);
    if (!('user' in trigger)) return trigger;
    const open = state.modalsOf(trigger.user as string);
    if (how === 'open') open.length = 0;
    if (open.length >= deepest) return no('push_limit_reached');
    const id = state.unique('V');
    const ids = { id, root_view_id: open[0]?.id ?? id, previous_view_id: open.at(-1)?.id ?? null };
    const view = keep(given['view'] as Arguments, ids);
    open.push(view);
    state.show([`trigger ${String(given['trigger_id'])}`], { view });
    return { ok: true, view };
  };

  function replaceView(viewId: string, given: Arguments): Result {
    const found = state.findView(viewId);
    if (!found) return no('not_found');
    const problems = viewProblems(given, found.view.type);
    if (problems.length > 0) return no('invalid_arguments', problems);
    const open = state.modalsOf(found.user);
    const { id, root_view_id, previous_view_id } = found.view;
    const view = keep(given, { id, root_view_id, previous_view_id });
    open[open.indexOf(found.view)] = view;
    state.show([`view ${id}`], { view });
    return { ok: true, view };
  }

  function channelOf(workspace: Workspace, channel: string): string | undefined {
    if (workspace.people.has(channel)) return directChannel(channel);
    const isDirect = [...workspace.people.keys()].some((userId) => directChannel(userId) === channel);
    return workspace.channels.has(channel) || isDirect ? channel : undefined;
  }

  const message = (workspace: Workspace, channelId: string, given: Arguments, onlyFor?: string): Message => ({
    ts: state.timestamp(),
    teamId: workspace.teamId,
    channelId,
    authorId: workspace.botUserId,
    text: String(given['text'] ?? ''),
    blocks: blocksOf(state, given),
    onlyFor,
  });

  const find = (given: Arguments) => {
    const channel = state.messages.get(String(given['channel'])) ?? [];
    return channel.find((one) => one.ts === given['ts']);
  };

  return {
    'auth.test': (workspace) => ({
      ok: true,
      team_id: workspace.teamId,
      team: workspace.name,
      user_id: workspace.botUserId,
      bot_id: `B${workspace.teamId}`,
    }),
    'views.open': openView('open'),
    'views.push': openView('push'),
    'views.update': (_, given) => replaceView(String(given['view_id']), given['view'] as Arguments),
    'views.publish': (workspace, given) => {
      const userId = String(given['user_id']);
      if (!workspace.people.has(userId)) return no('user_not_found');
      const problems = viewProblems(given['view'], 'home');
      if (problems.length > 0) return no('invalid_arguments', problems);
      const user = userKey(workspace.teamId, userId);
      const id = state.homes.get(user)?.id ?? state.unique('V');
      const view = keep(given['view'] as Arguments, { id, root_view_id: id, previous_view_id: null });
      state.homes.set(user, view);
      state.show([`home ${user}`], { view });
      return { ok: true, view };
    },
    'chat.postMessage': (workspace, given) => {
      const channelId = channelOf(workspace, String(given['channel']));
      if (!channelId) return no('channel_not_found');
      const problems = messageProblems(given);
      if (problems.length > 0) return no('invalid_blocks', problems);
      const posted = message(workspace, channelId, given);
      state.post(posted);
      return { ok: true, channel: channelId, ts: posted.ts };
    },
    'chat.update': (_, given) => {
      const found = find(given);
      if (!found) return no('message_not_found');
      const problems = messageProblems(given);
      if (problems.length > 0) return no('invalid_blocks', problems);
      Object.assign(found, { text: String(given['text'] ?? ''), blocks: blocksOf(state, given) });
      state.changed();
      return { ok: true, channel: found.channelId, ts: found.ts };
    },
    'chat.getPermalink': (workspace, given) => ({
      ok: true,
      permalink: `https://${workspace.domain}.slack.com/archives/${String(given['channel'])}/p${String(given['message_ts']).replace('.', '')}`,
    }),
    'conversations.open': (workspace, given) => {
      const userId = String(given['users']);
      return workspace.people.has(userId) ? { ok: true, channel: { id: directChannel(userId) } } : no('user_not_found');
    },
    'users.info': (workspace, given) => {
      const profile = workspace.people.get(String(given['user']));
      if (!profile) return no('user_not_found');
      const { userId, name, firstName, lastName, timeZone } = profile;
      const names = {
        first_name: firstName,
        last_name: lastName,
        real_name: `${firstName} ${lastName}`,
        display_name: name,
      };
      return { ok: true, user: { id: userId, team_id: workspace.teamId, name, tz: timeZone, profile: names } };
    },
  };
}

export function blocksOf(state: State, given: Arguments): Block[] {
  return ((given['blocks'] as Block[] | undefined) ?? []).map((block) => ({ block_id: state.unique('b'), ...block }));
}
