import { carried } from './acknowledgements.ts';
import { type Answer, answerOf, ask } from './answers.ts';
import { createClient, type PressOptions } from './client.ts';
import type { Delivery } from './delivery.ts';
import { createForms } from './forms.ts';
import { place } from './response-urls.ts';
import type { Message } from './state.ts';
import { createTalk } from './talk.ts';
import type { Wire } from './wire.ts';
import type { Profile, Workspace } from './workspaces.ts';

export type { Answer } from './answers.ts';

/** A person in front of the simulated Slack: does what people do, and sees what they see. */
export function createPerson(slack: Wire, workspace: Workspace, profile: Profile) {
  const client = createClient(slack, workspace, profile);
  const { chosen, ...forms } = createForms(client);
  const { state, me, modals, payloads, act, called } = client;
  const { teamId } = workspace;
  const { userId, name } = profile;

  return {
    teamId,
    userId,
    name,
    profile,
    modals,
    home: () => state.homes.get(me),
    ...forms,
    ...createTalk(client),

    async command(
      text: string,
      { channelId = `C${teamId}GENERAL`, url }: { channelId?: string; url?: string } = {},
    ): Promise<Answer> {
      const asked = payloads.command(text, channelId);
      const command = asked.delivery.payload['command'];
      if (!slack.manifest.commands.some((one) => one.command === command)) {
        const unknown = `${command} is not a valid command.`;
        client.slackbotTells(channelId, unknown);
        return answerOf(asked.delivery, { kind: 'failed', text: unknown });
      }
      const shown = (body: string) => {
        const given = carried(body);
        return given && { message: place(state, { teamId, userId, channelId, at: 0, uses: 0 }, given) };
      };
      return client.perform(asked, shown, url);
    },

    async press(label: string, options: PressOptions = {}): Promise<Answer> {
      const { block, element, surface } = called(label, options);
      if (element['confirm'] && options.confirm === false) return answerOf({ kind: 'interactive', payload: {} });
      const { type, action_id, value, text } = element;
      return act(surface, block, { type, action_id, text, ...(value === undefined ? {} : { value }) });
    },

    /** Chooses in a select, menu or picker outside a form, by its placeholder, or its action id where it has none. */
    async choose(label: string, words: string | string[], options: PressOptions = {}): Promise<Answer> {
      const { block, element, surface } = called(label, options);
      const { action_id, placeholder } = element;
      const value = await chosen(surface, element, words);
      return act(surface, block, { ...value, action_id, ...(placeholder ? { placeholder } : {}) });
    },

    act,

    /**
     * The app is told of the Home that is there, but for its name, so that it publishes Home in any case and the answer
     * can be waited for. With `named` it is told all, as Slack does: where nothing has changed, nothing is answered.
     */
    async openHome({ named = false } = {}): Promise<Answer> {
      const { delivery, answered } = slack.tell(workspace, payloads.homeOpened(named));
      return client.seen(await ask(state, { delivery, keys: [`home ${me}`], deliver: () => answered }), { delivery });
    },

    /** A shortcut of the app's, or one of a message's menu. */
    shortcut: (callbackId: string, message?: Message): Promise<Answer> =>
      client.perform(payloads.shortcut(callbackId, message)),

    /** Sends a delivery again, as Slack or somebody else might. */
    again: (delivery: Delivery, url?: string) => slack.deliver(delivery, url),
  };
}

export type Person = ReturnType<typeof createPerson>;
