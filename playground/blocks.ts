/** Blocks and views as they travel; the simulated Slack looks into them only for what a person sees and presses. */
export interface Block {
  type: string;
  block_id?: string;
  [key: string]: unknown;
}
export interface Element {
  type: string;
  action_id?: string;
  [key: string]: unknown;
}
export interface View {
  id: string;
  type: 'modal' | 'home';
  callback_id: string;
  private_metadata: string;
  title?: { text: string };
  blocks: Block[];
  hash: string;
  root_view_id: string;
  previous_view_id: string | null;
  notify_on_close?: boolean;
}

const entities = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** mrkdwn as a person reads it: dates and mentions written out, formats and escapes gone. */
function mrkdwnText(text: string): string {
  const written = text
    .replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<(https?:[^|>]*)\|([^>]*)>/g, '$2')
    .replaceAll('\u2060', '');
  return entities(written);
}

function textOf(object: unknown): string {
  if (typeof object !== 'object' || object === null) return '';
  const { type, text } = object as { type?: string; text?: string };
  return type === 'mrkdwn' ? mrkdwnText(text ?? '') : (text ?? '');
}

function richText(element: Element): string {
  if (element.type === 'text') return String(element['text']);
  if (element.type === 'date') return String(element['fallback']);
  if (element.type === 'link') return String(element['text'] ?? element['url']);
  if (element.type === 'user') return `@${String(element['user_id'])}`;
  return ((element['elements'] as Element[] | undefined) ?? []).map(richText).join('');
}

/** What a person reads in a block, buttons left out. */
export function visibleText(block: Block): string {
  switch (block.type) {
    case 'section':
      return [textOf(block['text']), ...((block['fields'] as unknown[] | undefined) ?? []).map(textOf)].join('\n');
    case 'header':
      return textOf(block['text']);
    case 'context':
      return (block['elements'] as unknown[]).map(textOf).join(' ');
    case 'rich_text':
      return (block['elements'] as Element[]).map(richText).join('\n');
    case 'input':
      return textOf(block['label']);
    default:
      return '';
  }
}

export const visible = (blocks: readonly Block[]): string => blocks.map(visibleText).filter(Boolean).join('\n');

/** What can be pressed in a block: its buttons, and its selects outside forms. */
export function interactive(block: Block): Element[] {
  const accessory = block['accessory'] as Element | undefined;
  const elements = block.type === 'actions' ? (block['elements'] as Element[]) : [];
  return accessory ? [accessory, ...elements] : elements;
}

export const labelOf = (element: Element): string =>
  textOf(element.type === 'button' ? element['text'] : element['placeholder']);

export const buttonsOf = (blocks: readonly Block[]): string[] =>
  blocks
    .flatMap(interactive)
    .filter((element) => element.type === 'button')
    .map(labelOf);
