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
  submit?: { text: string };
  close?: { text: string };
  blocks: Block[];
  hash: string;
  root_view_id: string;
  previous_view_id: string | null;
  notify_on_close?: boolean;
  clear_on_close?: boolean;
  external_id?: string;
  /** The workspace whose app opened it. */
  app_installed_team_id?: string;
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
  const { type, text, alt_text: alternative } = object as { type?: string; text?: string; alt_text?: string };
  if (type === 'image') return alternative ?? '';
  return type === 'mrkdwn' ? mrkdwnText(text ?? '') : (text ?? '');
}

function richText(element: Element): string {
  const written = (field: string) => String(element[field] ?? '');
  switch (element.type) {
    case 'text':
      return (element['style'] as { code?: boolean } | undefined)?.code ? `\`${written('text')}\`` : written('text');
    case 'date':
      return written('fallback');
    case 'link':
      return written('text') || written('url');
    case 'user':
      return `@${written('user_id')}`;
    case 'usergroup':
      return `@${written('usergroup_id')}`;
    case 'channel':
      return `#${written('channel_id')}`;
    case 'broadcast':
      return `@${written('range')}`;
    case 'emoji':
      return `:${written('name')}:`;
    case 'color':
      return written('value');
    default:
      return ((element['elements'] as Element[] | undefined) ?? []).map(richText).join('');
  }
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
    case 'markdown':
      return String(block['text']);
    case 'image':
    case 'video':
      return [textOf(block['title']), String(block['alt_text'])].filter(Boolean).join('\n');
    case 'table':
      return (block['rows'] as Element[][]).map((row) => row.map(cellText).join(' | ')).join('\n');
    default:
      return '';
  }
}

const cellText = (cell: Element) =>
  cell.type === 'rich_text' ? richText(cell) : String(cell['text'] ?? cell['value']);

export const visible = (blocks: readonly Block[]): string => blocks.map(visibleText).filter(Boolean).join('\n');

/** A block's elements that can be pressed, chosen from or typed into. */
export function elementsOf(block: Block): Element[] {
  const { element, accessory, elements } = block as unknown as Record<string, Element & Element[]>;
  const all: (Element | undefined)[] =
    block.type === 'input' ? [element] : block.type === 'actions' ? (elements ?? []) : [accessory];
  return all.filter((one): one is Element => one !== undefined && one.type !== 'image');
}

/** What can be pressed in a block: its buttons, and its selects outside forms. */
export const interactive = (block: Block): Element[] => (block.type === 'input' ? [] : elementsOf(block));

/** What an element is called on the screen; one that shows no words of its own, by its action id. */
export const labelOf = (element: Element): string =>
  textOf(element.type === 'button' ? element['text'] : element['placeholder']) || (element.action_id ?? '');

export const buttonsOf = (blocks: readonly Block[]): string[] =>
  blocks
    .flatMap(interactive)
    .filter((element) => element.type === 'button')
    .map(labelOf);
