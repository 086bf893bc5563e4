import type { Block, Element, View } from './blocks.ts';
import type { Wire } from './wire.ts';

interface Option {
  text: { text: string };
  value: string;
}

const labelText = (block: Block) => (block['label'] as { text: string }).text;
const inputsOf = (view: View) => view.blocks.filter((block) => block.type === 'input');

/** What a person types into the form on top; it stays until the form is done with. */
export function createForm(slack: Wire, who: { team: unknown; user: unknown }, top: () => View | undefined) {
  const typed = new Map<string, unknown>();
  const key = (view: View, block: Block) => `${view.id} ${block.block_id}`;

  function initial(element: Element): unknown {
    if (element.type === 'plain_text_input') return { type: element.type, value: element['initial_value'] ?? null };
    if (element.type === 'users_select') return { type: element.type, selected_user: element['initial_user'] ?? null };
    return { type: element.type, selected_option: element['initial_option'] ?? null };
  }

  async function inputValue(view: View, element: Element, text: string): Promise<unknown> {
    if (element.type === 'plain_text_input') return { type: element.type, value: text === '' ? null : text };
    if (element.type === 'users_select') {
      const people = slack.state.workspaces.flatMap((workspace) => [...workspace.people.values()]);
      return { type: element.type, selected_user: people.find((one) => one.name === text)?.userId ?? null };
    }
    const options =
      element.type === 'static_select' ? (element['options'] as Option[]) : await suggest(view, element, text);
    const found =
      options.find((option) => option.text.text === text) ?? options.find((option) => option.text.text.includes(text));
    if (!found && text !== '')
      throw new Error(`there is no ${text} among ${options.map((option) => option.text.text).join(', ')}`);
    return { type: element.type, selected_option: found ?? null };
  }

  /** Asks the bot what there is to choose from. */
  async function suggest(view: View, element: Element, text: string): Promise<Option[]> {
    const payload = {
      type: 'block_suggestion',
      ...who,
      api_app_id: 'A0DIBS',
      token: 'x',
      action_id: element.action_id,
      block_id: '',
      value: text,
      view: { ...view, state: { values: state(view) } },
    };
    const { body } = await slack.deliver({ kind: 'interactive', payload });
    return body ? ((JSON.parse(body) as { options?: Option[] }).options ?? []) : [];
  }

  function state(view: View): Record<string, Record<string, unknown>> {
    const value = (block: Block) => {
      const element = block['element'] as Element;
      return { [element.action_id as string]: typed.get(key(view, block)) ?? initial(element) };
    };
    return Object.fromEntries(inputsOf(view).map((block) => [block.block_id as string, value(block)]));
  }

  return {
    suggest,
    /** Types or chooses, by label. */
    async fill(values: Record<string, string>) {
      const view = top();
      if (!view) throw new Error('no form is open');
      for (const [label, text] of Object.entries(values)) {
        const block = inputsOf(view).find((one) => labelText(one) === label);
        if (!block) throw new Error(`the form has no ${label}, only ${inputsOf(view).map(labelText).join(', ')}`);
        typed.set(key(view, block), await inputValue(view, block['element'] as Element, text));
      }
    },
    state,
    byLabel(view: View, errors: Record<string, string>): Record<string, string> {
      const label = (id: string) => {
        const block = inputsOf(view).find((one) => one.block_id === id);
        return block ? labelText(block) : `no input ${id}`;
      };
      return Object.fromEntries(Object.entries(errors).map(([id, error]) => [label(id), error]));
    },
    /** The view that takes this one's place, under the same id. */
    replaced(open: View[], view: View, given: Record<string, unknown>): View {
      const blocks = (given['blocks'] as Block[]).map((block) => ({ block_id: slack.state.unique('b'), ...block }));
      const next = { ...view, ...given, blocks, hash: slack.state.unique('h') } as View;
      open[open.indexOf(view)] = next;
      slack.state.changed();
      return next;
    },
    forget() {
      typed.clear();
    },
  };
}
