import { type Answer, ask, type FromAcknowledgement } from './answers.ts';
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
import type { Values } from './entries.ts';
import { slackbotId } from './messages.ts';
import { type Asked, createPayloads } from './payloads.ts';
import { type Message, userKey } from './state.ts';
import type { Wire } from './wire.ts';
import type { Profile, Workspace } from './workspaces.ts';

export interface PressOptions {
  /** Where several have the label: the first one in or after the block that says this. */
  near?: RegExp;
  on?: Message | View;
  /** The answer to a confirmation, if there is one. */
  confirm?: boolean;
}

/** One person's Slack client: it sends what they do to the bot, and knows what it showed last. */
export function createClient(slack: Wire, workspace: Workspace, profile: Profile) {
  const { state } = slack;
  const { teamId } = workspace;
  const { userId, name } = profile;
  const me = userKey(teamId, userId);
  const entries = state.entriesOf(me);
  const payloads = createPayloads(state, slack.base, workspace, profile);
  const modals = () => state.modalsOf(me);
  let latest: Message | View | undefined;

  /** Delivers, and returns what came of it; a failure is told by Slackbot where there is a channel. */
  async function perform(asked: Asked, acknowledged?: FromAcknowledgement, url?: string): Promise<Answer> {
    const { delivery, keys } = asked;
    const deliver = () => slack.deliver(delivery, url);
    return seen(await ask(state, { delivery, keys, deliver, ...(acknowledged ? { acknowledged } : {}) }), asked);
  }

  function seen(answer: Answer, { delivery, channelId }: Pick<Asked, 'delivery' | 'channelId'>): Answer {
    latest = answer.message ?? answer.view ?? latest;
    if (answer.kind === 'failed' && channelId) slackbotTells(channelId, failure(delivery, answer.text));
    return answer;
  }

  function failure({ payload }: Delivery, why: string): string {
    const [error] = why.split(/[:;]/);
    if (payload['command']) return `${payload['command']} failed with the error "${error}".`;
    return `${slack.manifest.appName} did not answer: "${error}". Try again.`;
  }

  /** As Slack tells what went wrong with an app: to this person alone. */
  function slackbotTells(channelId: string, text: string) {
    state.post({ ts: state.timestamp(), teamId, channelId, authorId: slackbotId, text, blocks: [], onlyFor: userId });
  }

  return {
    ...{ slack, state, workspace, profile, me, entries, payloads, modals, perform, seen, slackbotTells },

    /** What the person looks at: the modal on top, or what the bot showed last. */
    surface: (): Message | View | undefined => modals().at(-1) ?? latest,

    top(): View {
      const view = modals().at(-1);
      if (!view) throw new Error(`${name} has no form open`);
      return view;
    },

    /** The button, select or menu that is called this on what the person looks at. */
    called(label: string, { near, on = modals().at(-1) ?? latest }: PressOptions) {
      if (!on) throw new Error(`${name} sees nothing to press ${label} on`);
      const from = near ? on.blocks.findIndex((block) => near.test(visibleText(block))) : 0;
      if (from < 0) throw new Error(`${name} sees nothing like ${String(near)} in:\n${visible(on.blocks)}`);
      for (const block of on.blocks.slice(from))
        for (const element of interactive(block))
          if (labelOf(element) === label) return { block, element: element as Element, surface: on };
      throw new Error(`${name} sees no ${label} among ${buttonsOf(on.blocks).join(', ')} in:\n${visible(on.blocks)}`);
    },

    /**
     * Any action on what is shown. `values` is `state.values` as the browser page has it; without it, what the
     * simulated Slack knows itself.
     */
    act(surface: Message | View, block: Block, action: Record<string, unknown>, values?: Values): Promise<Answer> {
      entries.act(surface, String(block.block_id), action);
      return perform(payloads.actions(surface, block, action, values ?? entries.values(surface)));
    },
  };
}

export type Client = ReturnType<typeof createClient>;
