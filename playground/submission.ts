import type { Answer } from './answers.ts';
import { type Block, type Element, type View, visible } from './blocks.ts';
import { contentOf, type Value } from './elements.ts';
import type { Values } from './entries.ts';
import type { Shown, State } from './state.ts';
import { clearModals, pushModal, removeModal, updateModal } from './views.ts';

export const inputsOf = (view: View): Block[] => view.blocks.filter((block) => block.type === 'input');
export const labelText = (block: Block): string => (block['label'] as { text: string }).text;

/** Carries out what the acknowledgement of a submitted form says. */
export function submitted(state: State, user: string, view: View, body: string): Shown | Partial<Answer> {
  const given = body
    ? (JSON.parse(body) as {
        response_action?: string;
        errors?: Record<string, string>;
        view?: Record<string, unknown>;
      })
    : {};
  switch (given.response_action) {
    case 'errors':
      return refusal(view, given.errors ?? {});
    case 'update':
      return { view: updateModal(state, user, view, given.view ?? {}) };
    case 'push': {
      const pushed = pushModal(state, user, given.view ?? {});
      return pushed ? { view: pushed } : { kind: 'failed', text: 'push_limit_reached' };
    }
    case 'clear':
      clearModals(state, user);
      break;
    default:
      removeModal(state, user, view);
  }
  const home = state.homes.get(user);
  return { kind: 'closed', text: home ? visible(home.blocks) : '' };
}

/** The refusal of a form, by block id. */
export function refusal(view: View, fieldErrors: Record<string, string>): Partial<Answer> {
  const label = (id: string) => {
    const block = inputsOf(view).find((one) => one.block_id === id);
    return block ? labelText(block) : `no input ${id}`;
  };
  const errors = Object.fromEntries(Object.entries(fieldErrors).map(([id, error]) => [label(id), error]));
  return { kind: 'errors', text: Object.values(fieldErrors).join('\n'), errors, fieldErrors };
}

/** What Slack itself complains about before a form is sent, by block id. */
export function complaints(view: View, values: Values): Record<string, string> {
  const found = inputsOf(view).map((block) => {
    const element = block['element'] as Element;
    const value = values[String(block.block_id)]?.[String(element.action_id)];
    return [String(block.block_id), complaint(element, value, block['optional'] === true)] as const;
  });
  return Object.fromEntries(found.filter((one): one is [string, string] => one[1] !== undefined));
}

function complaint(element: Element, value: Value | undefined, optional: boolean): string | undefined {
  const content = value && contentOf(value);
  const isEmpty =
    content === undefined || content === null || content === '' || (Array.isArray(content) && !content[0]);
  if (isEmpty) return optional ? undefined : 'Please complete this required field.';
  const text = String(content);
  const least = Number(element['min_length'] ?? 0);
  const most = Number(element['max_length'] ?? 3000);
  switch (element.type) {
    case 'plain_text_input':
      if (text.length < least) return `Please enter at least ${least} characters.`;
      return text.length > most ? `Please enter at most ${most} characters.` : undefined;
    case 'email_text_input':
      return /^\S+@\S+\.\S+$/.test(text) ? undefined : 'Please enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(text) ? undefined : 'Please enter a valid URL.';
    case 'number_input':
      return numberComplaint(element, text);
    default:
      return undefined;
  }
}

function numberComplaint(element: Element, text: string): string | undefined {
  const number = Number(text);
  if (Number.isNaN(number)) return 'Please enter a valid number.';
  if (element['is_decimal_allowed'] === false && !Number.isInteger(number)) return 'Please enter a whole number.';
  const { min_value: least, max_value: most } = element;
  if (least !== undefined && number < Number(least)) return `Please enter a number of at least ${least}.`;
  return most !== undefined && number > Number(most) ? `Please enter a number of at most ${most}.` : undefined;
}
