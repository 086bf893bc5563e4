import { carried } from './acknowledgements.ts';
import { type Answer, answerOf } from './answers.ts';
import type { Block, Element, View } from './blocks.ts';
import { allOptions, type Option, valueFor } from './choosing.ts';
import type { Client } from './client.ts';
import type { Values } from './entries.ts';
import type { Message } from './state.ts';
import { complaints, inputsOf, labelText, refusal, submitted } from './submission.ts';
import { clearModals, removeModal } from './views.ts';

/** A field whose options the bot is asked for. */
interface Searched {
  actionId: string;
  blockId?: string;
  on: Message | View;
}

interface Suggested {
  options?: Option[];
  option_groups?: { label: unknown; options: Option[] }[];
  /** Why Slack would show nothing. */
  problem?: string;
}

/** What a person does with forms. Several words are for elements that take several. */
export function createForms(client: Client) {
  const { slack, state, me, entries, payloads, modals, top } = client;

  async function suggestions({ actionId, blockId, on }: Searched, text: string): Promise<Suggested> {
    const holder = on.blocks.find((block) => JSON.stringify(block).includes(JSON.stringify(actionId)));
    const id = blockId ?? holder?.block_id ?? '';
    const { status, body } = await slack.deliver(
      payloads.suggestion(on, id, actionId, text, entries.values(on)).delivery,
    );
    return status === 200 ? (carried(body) ?? {}) : { problem: body };
  }

  function chosen(surface: Message | View, element: Element, words: string | string[]) {
    const suggest = async (typed: string) =>
      allOptions(await suggestions({ actionId: String(element.action_id), on: surface }, typed));
    return valueFor(element, words, { workspaces: state.workspaces, suggest });
  }

  function input(label: string): { block: Block; element: Element } {
    const inputs = inputsOf(top());
    const block = inputs.find((one) => labelText(one) === label);
    if (!block) throw new Error(`the form has no ${label}, only ${inputs.map(labelText).join(', ')}`);
    return { block, element: block['element'] as Element };
  }

  /** Types or chooses in the form on top, by label. */
  async function fill(values: Record<string, string | string[]>) {
    for (const [label, words] of Object.entries(values)) {
      const { block, element } = input(label);
      entries.put(top(), String(block.block_id), String(element.action_id), await chosen(top(), element, words));
    }
  }

  const send = (view: View, values: Values) =>
    client.perform(payloads.submission(view, values), (body) => submitted(state, me, view, body));

  return {
    chosen,
    fill,

    /** Types or chooses in an input that tells the bot at once (`dispatch_action`). */
    async enter(label: string, words: string | string[]): Promise<Answer> {
      const { block, element } = input(label);
      const value = await chosen(top(), element, words);
      return client.act(top(), block, { ...value, action_id: element.action_id });
    },

    /** Sends the form on top, past what Slack's own client would complain about. */
    async submit(values: Record<string, string | string[]> = {}): Promise<Answer> {
      await fill(values);
      return send(top(), entries.values(top()));
    },

    /** Sends it as the browser page does, with `state.values`. What Slack's own client complains about isn't sent. */
    async submitState(values: Values): Promise<Answer> {
      const view = top();
      for (const [blockId, inputs] of Object.entries(values))
        for (const [actionId, value] of Object.entries(inputs)) entries.put(view, blockId, actionId, value);
      const wrong = complaints(view, values);
      if (Object.keys(wrong).length === 0) return send(view, values);
      return answerOf(payloads.submission(view, values).delivery, refusal(view, wrong));
    },

    /** What a search field of the form on top offers while one types, those of groups one after another. */
    async suggest(actionId: string, text: string): Promise<Option[]> {
      const on = modals().at(-1);
      return on ? allOptions(await suggestions({ actionId, on }, text)) : [];
    },

    /** What any search field offers, as the bot answered. */
    suggestions,

    /** Closes the modal on top; all of them where that is asked for, or the modal says so. The bot is told if it asks. */
    close({ all = false }: { all?: boolean } = {}) {
      const view = modals().at(-1);
      if (!view) return;
      const isCleared = all || view.clear_on_close === true;
      const closing = isCleared ? [...modals()].reverse() : [view];
      const told = closing
        .filter((one) => one.notify_on_close)
        .map((one) => payloads.closed(one, entries.values(one), isCleared));
      if (isCleared) clearModals(state, me);
      else removeModal(state, me, view);
      for (const { delivery } of told) void slack.deliver(delivery);
    },
  };
}
