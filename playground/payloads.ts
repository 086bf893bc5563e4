import type { Block, View } from './blocks.ts';
import type { Delivery } from './delivery.ts';
import type { Values } from './entries.ts';
import { asSlackHasIt, escaped } from './messages.ts';
import { directChannel, type Message, type State, userKey } from './state.ts';
import type { Profile, Workspace } from './workspaces.ts';

export const appId = 'A0DIBS';
/** The deprecated verification token, which each request still carries. */
const verification = 'a-simulated-verification-token';

/** A delivery, the keys under which its answer is shown, and the channel where a failure is told. */
export interface Asked {
  delivery: Delivery;
  keys: string[];
  channelId?: string;
}

type Fields = Record<string, unknown>;

/** What Slack sends to the bot for what one person does, in the shapes of its reference. */
export function createPayloads(state: State, base: string, workspace: Workspace, profile: Profile) {
  const { teamId, domain } = workspace;
  const { userId, name } = profile;
  const me = userKey(teamId, userId);
  const app = { api_app_id: appId, token: verification };
  const who = {
    ...app,
    team: { id: teamId, domain },
    user: { id: userId, username: name, name, team_id: teamId },
    enterprise: null,
    is_enterprise_install: false,
  };

  function trigger(): string {
    const id = state.unique('trigger');
    state.triggers.set(id, { teamId, userId, at: state.clock(), used: false });
    return id;
  }

  function responseUrl(channelId: string, message?: Message) {
    const id = state.unique('R');
    state.responseUrls.set(id, { teamId, userId, channelId, at: state.clock(), uses: 0, message });
    return { key: `respond ${id}`, url: `${base}/respond/${id}` };
  }

  const channel = (id: string) => ({ id, name: workspace.channels.get(id) ?? 'directmessage' });
  const interaction = (payload: Fields, keys: string[], channelId?: string): Asked => ({
    delivery: { kind: 'interactive', payload: { ...who, ...payload } },
    keys,
    ...(channelId ? { channelId } : {}),
  });
  const shown = (view: View, values: Values) => ({
    ...{ team_id: teamId, app_id: appId, bot_id: `B${teamId}`, app_installed_team_id: teamId },
    ...{ title: null, submit: null, close: null, clear_on_close: false, notify_on_close: false, external_id: '' },
    ...view,
    state: { values },
  });

  /** Where something in a message or view was pressed, and how it is answered there. */
  function place(surface: Message | View, values: Values): { fields: Fields; keys: string[]; channelId?: string } {
    if (!('ts' in surface)) {
      const container = { type: 'view', view_id: surface.id };
      const key = surface.type === 'home' ? `home ${me}` : `view ${surface.id}`;
      return { fields: { container, view: shown(surface, values) }, keys: [key] };
    }
    const { ts, channelId, onlyFor } = surface;
    const container = { type: 'message', message_ts: ts, channel_id: channelId, is_ephemeral: onlyFor !== undefined };
    // Slack keeps no messages that one person saw, so it sends none.
    const message = onlyFor ? {} : { message: asSlackHasIt(surface, workspace) };
    return { fields: { container, channel: channel(channelId), ...message, state: { values } }, keys: [], channelId };
  }

  return {
    command(text: string, channelId: string): Asked {
      const [, command = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
      const { key, url } = responseUrl(channelId);
      const triggerId = trigger();
      const { id: channel_id, name: channel_name } = channel(channelId);
      const payload = {
        ...{ ...app, team_id: teamId, team_domain: domain, channel_id, channel_name, user_id: userId, user_name: name },
        ...{ command, text: escaped(rest, workspace, 'command'), is_enterprise_install: 'false' },
        ...{ response_url: url, trigger_id: triggerId },
      };
      return { delivery: { kind: 'slash_commands', payload }, keys: [key, `trigger ${triggerId}`], channelId };
    },

    actions(surface: Message | View, block: Block, action: Fields, values: Values): Asked {
      const { fields, keys, channelId } = place(surface, values);
      const triggerId = trigger();
      const response = 'ts' in surface ? responseUrl(surface.channelId, surface) : undefined;
      const whole = { block_id: block.block_id, action_ts: state.timestamp(), ...action };
      const answered = response ? { response_url: response.url } : {};
      const payload = { type: 'block_actions', ...fields, ...answered, trigger_id: triggerId, actions: [whole] };
      return interaction(payload, [`trigger ${triggerId}`, ...keys, ...(response ? [response.key] : [])], channelId);
    },

    submission: (view: View, values: Values): Asked =>
      interaction({ type: 'view_submission', trigger_id: trigger(), response_urls: [], view: shown(view, values) }, []),

    closed: (view: View, values: Values, isCleared: boolean): Asked =>
      interaction({ type: 'view_closed', view: shown(view, values), is_cleared: isCleared }, []),

    suggestion(surface: Message | View, blockId: string, actionId: string, value: string, values: Values): Asked {
      const { fields } = place(surface, values);
      return interaction({ type: 'block_suggestion', ...fields, block_id: blockId, action_id: actionId, value }, []);
    },

    shortcut(callbackId: string, message?: Message): Asked {
      const triggerId = trigger();
      const common = { callback_id: callbackId, trigger_id: triggerId, action_ts: state.timestamp() };
      if (!message) return interaction({ type: 'shortcut', ...common }, [`trigger ${triggerId}`]);
      const { channelId, ts: message_ts } = message;
      const { key, url } = responseUrl(channelId);
      const about = { channel: channel(channelId), message: asSlackHasIt(message, workspace), message_ts };
      const payload = { type: 'message_action', ...common, ...about, response_url: url };
      return interaction(payload, [`trigger ${triggerId}`, key], channelId);
    },

    homeOpened: (named: boolean): Fields => {
      const view = state.homes.get(me);
      const seen = view ? { view: { ...shown(view, {}), ...(named ? {} : { callback_id: '' }) } } : {};
      return { type: 'app_home_opened', user: userId, channel: directChannel(userId), tab: 'home', ...seen };
    },

    /** Of what happened in a channel: said, changed or deleted. */
    message(message: Message, before?: Message, kind: 'said' | 'changed' | 'deleted' = 'said'): Fields {
      const { channelId, ts } = message;
      const channel_type = channelId.startsWith('D') ? 'im' : 'channel';
      const common = { type: 'message', channel: channelId, channel_type, event_ts: ts };
      if (kind === 'said') return { ...common, ...asSlackHasIt(message, workspace) };
      const previous = { previous_message: asSlackHasIt(before ?? message, workspace), hidden: true, ts };
      if (kind === 'deleted') return { ...common, subtype: 'message_deleted', deleted_ts: ts, ...previous };
      return { ...common, subtype: 'message_changed', message: asSlackHasIt(message, workspace), ...previous };
    },
  };
}

/** An event in the envelope that Slack delivers it in. */
export function eventDelivery(state: State, workspace: Workspace, event: Fields): Delivery {
  const { teamId, botUserId } = workspace;
  const authorization = { enterprise_id: null, team_id: teamId, user_id: botUserId, is_bot: true };
  const payload = {
    ...{ token: verification, team_id: teamId, api_app_id: appId, type: 'event_callback' },
    ...{ event_id: state.unique('Ev'), event_time: Math.floor(state.clock() / 1000) },
    authorizations: [{ ...authorization, is_enterprise_install: false }],
    is_ext_shared_channel: false,
    event: { event_ts: state.timestamp(), ...event },
  };
  return { kind: 'events_api', payload };
}
