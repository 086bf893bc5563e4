import { carried } from './acknowledgements.ts';
import {
  type Block,
  buttonsOf,
  type Element,
  interactive,
  labelOf,
  type View,
  visible,
  visibleText,
} from './blocks.ts';
import type { Delivery } from './delivery.ts';
import { createForm } from './form.ts';
import { place } from './response-urls.ts';
import { directChannel, type Message, type Shown, userKey } from './state.ts';
import type { Wire } from './wire.ts';
import type { Profile, Workspace } from './workspaces.ts';

/** What a person was shown in answer to what they did. */
export interface Answer {
  kind: 'message' | 'modal' | 'home' | 'errors' | 'closed' | 'nothing' | 'failed';
  /** Everything visible, a line a block. */
  text: string;
  buttons: string[];
  /** By label, where a form was refused. */
  errors: Record<string, string>;
  milliseconds: number;
  message?: Message | undefined;
  view?: View | undefined;
  /** What was sent, to send it again. */
  delivery: Delivery;
}

interface PressOptions {
  /** Where several buttons have the label: the first one in or after the block that says this. */
  near?: RegExp;
  on?: Message | View;
  /** The answer to a confirmation, if there is one. */
  confirm?: boolean;
}

const answerMilliseconds = 3500;

/** A person in front of the simulated Slack: does what people do, and sees what they see. */
export function createPerson(slack: Wire, workspace: Workspace, profile: Profile) {
  const { state } = slack;
  const { teamId } = workspace;
  const { userId, name } = profile;
  const me = userKey(teamId, userId);
  let latest: Message | View | undefined;
  const team = { id: teamId, domain: workspace.domain };
  const user = { id: userId, username: name, name, team_id: teamId };
  const modals = () => state.modalsOf(me);
  const form = createForm(slack, { team, user }, () => modals().at(-1));

  function trigger(): string {
    const id = state.unique('trigger');
    state.triggers.set(id, { teamId, userId, at: state.clock(), used: false });
    return id;
  }

  function responseUrl(channelId: string, message?: Message) {
    const id = state.unique('R');
    state.responseUrls.set(id, { teamId, userId, channelId, at: state.clock(), uses: 0, message });
    return { id, url: `${slack.base}/respond/${id}` };
  }

  /** Delivers, and waits until something is shown under one of the keys, or the bot has failed. */
  async function ask(
    delivery: Delivery,
    keys: string[],
    fromAck: (body: string) => Shown | Partial<Answer> | undefined,
    url?: string,
  ): Promise<Answer> {
    const started = performance.now();
    let forget = () => {};
    const shown = new Promise<Shown | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), answerMilliseconds);
      const stop = state.await(keys, resolve);
      forget = () => {
        clearTimeout(timer);
        stop();
      };
    });
    try {
      const answered = await slack.deliver(delivery, url);
      const result =
        answered.status === 200
          ? fromAck(answered.body)
          : { kind: 'failed' as const, text: `${answered.status} ${answered.body}` };
      return answerOf(delivery, result ?? (await shown), performance.now() - started);
    } finally {
      forget();
    }
  }

  function answerOf(delivery: Delivery, shown: Shown | Partial<Answer> | undefined, milliseconds: number): Answer {
    const empty = { kind: 'nothing', text: '', buttons: [], errors: {}, milliseconds, delivery } as Answer;
    if (!shown) return empty;
    if ('message' in shown && shown.message) {
      latest = shown.message;
      const { blocks, text } = shown.message;
      return {
        ...empty,
        kind: 'message',
        text: visible(blocks) || text,
        buttons: buttonsOf(blocks),
        message: shown.message,
      };
    }
    if ('view' in shown && shown.view) {
      latest = shown.view;
      const { type: kind, blocks, title } = shown.view;
      return {
        ...empty,
        kind,
        text: [title?.text ?? '', visible(blocks)].join('\n').trim(),
        buttons: buttonsOf(blocks),
        view: shown.view,
      };
    }
    return { ...empty, ...(shown as Partial<Answer>) };
  }

  /** As Slack writes what is typed after a command that has should_escape. */
  function escaped(text: string): string {
    return text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(/@([\w.-]+)/g, (typed, handle: string) => {
        const found = [...workspace.people.values()].find((one) => one.name === handle);
        return found ? `<@${found.userId}|${found.name}>` : typed;
      });
  }

  function messagesOf(channelId: string): Message[] {
    return (state.messages.get(channelId) ?? []).filter((message) => !message.onlyFor || message.onlyFor === userId);
  }

  function blocksWith(
    label: string,
    { near, on }: PressOptions,
  ): { block: Block; element: Element; surface: Message | View } {
    const surface = on ?? modals().at(-1) ?? latest;
    if (!surface) throw new Error(`${name} sees nothing to press ${label} on`);
    const from = near ? surface.blocks.findIndex((block) => near.test(visibleText(block))) : 0;
    if (from < 0) throw new Error(`${name} sees nothing like ${String(near)} in:\n${visible(surface.blocks)}`);
    for (const block of surface.blocks.slice(from))
      for (const element of interactive(block)) if (labelOf(element) === label) return { block, element, surface };
    throw new Error(
      `${name} sees no ${label} among ${buttonsOf(surface.blocks).join(', ')} in:\n${visible(surface.blocks)}`,
    );
  }

  function actionDelivery(surface: Message | View, action: Record<string, unknown>) {
    const triggerId = trigger();
    const common = {
      type: 'block_actions',
      team,
      user,
      api_app_id: 'A0DIBS',
      token: 'x',
      trigger_id: triggerId,
      actions: [action],
    };
    const keys = [`trigger ${triggerId}`];
    if ('ts' in surface) {
      const { id, url } = responseUrl(surface.channelId, surface);
      const container = { type: 'message', message_ts: surface.ts, channel_id: surface.channelId };
      const payload = {
        ...common,
        container,
        response_url: url,
        channel: { id: surface.channelId },
        message: { ts: surface.ts },
      };
      return { delivery: { kind: 'interactive', payload } as Delivery, keys: [...keys, `respond ${id}`] };
    }
    const payload = {
      ...common,
      container: { type: 'view', view_id: surface.id },
      view: { ...surface, state: { values: {} } },
    };
    const key = surface.type === 'home' ? `home ${me}` : `view ${surface.id}`;
    return { delivery: { kind: 'interactive', payload } as Delivery, keys: [...keys, key] };
  }

  function act(surface: Message | View, block: Block, action: Record<string, unknown>): Promise<Answer> {
    const { delivery, keys } = actionDelivery(surface, {
      block_id: block.block_id,
      action_ts: state.timestamp(),
      ...action,
    });
    return ask(delivery, keys, () => undefined);
  }

  /** Carries out what the acknowledgement of a submitted form says. */
  function submitted(view: View, body: string): Shown | Partial<Answer> {
    const open = modals();
    const given = body
      ? (JSON.parse(body) as {
          response_action?: string;
          errors?: Record<string, string>;
          view?: Record<string, unknown>;
        })
      : {};
    if (given.response_action === 'errors')
      return {
        kind: 'errors',
        text: Object.values(given.errors ?? {}).join('\n'),
        errors: form.byLabel(view, given.errors ?? {}),
      };
    if (given.response_action === 'update') return { view: form.replaced(open, view, given.view ?? {}) };
    if (given.response_action === 'clear') open.length = 0;
    else open.splice(open.indexOf(view), 1);
    form.forget();
    const home = state.homes.get(me);
    state.changed();
    return { kind: 'closed', text: home ? visible(home.blocks) : '' };
  }

  return {
    teamId,
    userId,
    name,
    modals,
    home: () => state.homes.get(me),
    messages: messagesOf,
    directMessages: () => messagesOf(directChannel(userId)),

    command(
      text: string,
      { channelId = `C${teamId}GENERAL`, url: to }: { channelId?: string; url?: string } = {},
    ): Promise<Answer> {
      const [, command = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
      const { id, url } = responseUrl(channelId);
      const triggerId = trigger();
      const payload = {
        ...{
          token: 'x',
          team_id: teamId,
          team_domain: workspace.domain,
          channel_id: channelId,
          user_id: userId,
          user_name: name,
        },
        ...{ channel_name: workspace.channels.get(channelId) ?? 'directmessage', api_app_id: 'A0DIBS' },
        ...{ command, text: escaped(rest), response_url: url, trigger_id: triggerId },
      };
      const shown = (body: string) => {
        const given = carried(body);
        return given && { message: place(state, { teamId, userId, channelId, at: 0, uses: 0 }, given) };
      };
      return ask({ kind: 'slash_commands', payload }, [`respond ${id}`, `trigger ${triggerId}`], shown, to);
    },

    press(label: string, options: PressOptions = {}): Promise<Answer> {
      const { block, element, surface } = blocksWith(label, options);
      if (element['confirm'] && options.confirm === false)
        return Promise.resolve(answerOf({ kind: 'interactive', payload: {} }, undefined, 0));
      return act(surface, block, { type: 'button', action_id: element.action_id, value: element['value'] });
    },

    /** Chooses in a select outside a form, by its placeholder. */
    choose(placeholder: string, chosen: string, options: PressOptions = {}): Promise<Answer> {
      const { block, element, surface } = blocksWith(placeholder, options);
      const found = (element['options'] as { text: { text: string } }[]).find((option) => option.text.text === chosen);
      if (!found) throw new Error(`${placeholder} has no ${chosen}`);
      return act(surface, block, { type: element.type, action_id: element.action_id, selected_option: found });
    },

    /** What the browser page sends: any action on what is shown. */
    act,
    fill: form.fill,

    async submit(values: Record<string, string> = {}): Promise<Answer> {
      await form.fill(values);
      const view = modals().at(-1);
      if (!view) throw new Error(`${name} has no form open`);
      const payload = {
        type: 'view_submission',
        team,
        user,
        api_app_id: 'A0DIBS',
        token: 'x',
        trigger_id: trigger(),
        response_urls: [],
        view: { ...view, state: { values: form.state(view) } },
      };
      return ask({ kind: 'interactive', payload }, [], (body) => submitted(view, body));
    },

    /** What a search field of the form on top offers while one types. */
    suggest(actionId: string, text: string) {
      const view = modals().at(-1);
      return view ? form.suggest(view, { type: 'external_select', action_id: actionId }, text) : Promise.resolve([]);
    },

    close() {
      modals().pop();
      form.forget();
      state.changed();
    },

    openHome(): Promise<Answer> {
      const event = {
        type: 'app_home_opened',
        user: userId,
        channel: directChannel(userId),
        tab: 'home',
        view: state.homes.get(me),
      };
      const payload = {
        token: 'x',
        team_id: teamId,
        api_app_id: 'A0DIBS',
        type: 'event_callback',
        event_id: state.unique('Ev'),
        event_time: Math.floor(state.clock() / 1000),
        event,
      };
      return ask({ kind: 'events_api', payload }, [`home ${me}`], () => undefined);
    },

    shortcut(callbackId: string, message?: Message): Promise<Answer> {
      const triggerId = trigger();
      const common = {
        callback_id: callbackId,
        team,
        user,
        trigger_id: triggerId,
        token: 'x',
        action_ts: state.timestamp(),
      };
      const about = message && {
        channel: { id: message.channelId },
        message: { type: 'message', ts: message.ts, text: message.text, user: message.authorId },
        message_ts: message.ts,
        response_url: '',
      };
      const payload = message ? { ...common, ...about, type: 'message_action' } : { ...common, type: 'shortcut' };
      return ask({ kind: 'interactive', payload }, [`trigger ${triggerId}`], () => undefined);
    },

    /** Says something in a channel, as people do. */
    say(text: string, channelId = `C${teamId}GENERAL`): Message {
      const message = { ts: state.timestamp(), teamId, channelId, authorId: userId, text, blocks: [] };
      state.post(message);
      return message;
    },

    /** Sends a delivery again, as Slack or somebody else might. */
    again(delivery: Delivery, url?: string) {
      return slack.deliver(delivery, url);
    },

    /** A direct message that says this, there already or to come. */
    waitForMessage(pattern: RegExp, milliseconds = 5000): Promise<Message> {
      const find = () =>
        messagesOf(directChannel(userId)).findLast((one) => pattern.test(visible(one.blocks) || one.text));
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          stop();
          const said = messagesOf(directChannel(userId)).map((one) => visible(one.blocks));
          reject(new Error(`${name} got no message like ${String(pattern)}, only:\n${said.join('\n')}`));
        }, milliseconds);
        const look = () => {
          const found = find();
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

export type Person = ReturnType<typeof createPerson>;
