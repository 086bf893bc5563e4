import { z } from 'zod';
import { block, type KnownBlock } from './blocks.ts';
import { option, optionGroup, plainText } from './composition.ts';
import { problem, problems, type Refused } from './problems.ts';

/** What each surface takes, and what must hold between the blocks of one. */

type Surface = 'message' | 'modal' | 'home';

const mostBlocks: Record<Surface, number> = { message: 50, modal: 100, home: 100 };

/** Blocks and elements that are not for every surface, from the reference's page of each. */
const onlyOn: Record<string, Surface[]> = {
  markdown: ['message'],
  table: ['message'],
  datetimepicker: ['message', 'modal'],
  email_text_input: ['modal'],
  number_input: ['modal'],
  url_text_input: ['modal'],
};

const mostMarkdown = 12_000;
const mostText = 40_000;
/** Not in the reference: where chat.postMessage was seen to answer msg_blocks_too_long. */
const mostBlockText = 13_000;
const mostViewBytes = 250_000;

type Complain = (message: string, path: (string | number)[]) => void;
interface Placed {
  type: string;
  action_id?: string | undefined;
  focus_on_load?: boolean | undefined;
  path: (string | number)[];
}

function blocksOn(surface: Surface) {
  return z
    .array(block)
    .max(mostBlocks[surface])
    .superRefine((blocks, context) => {
      const complain: Complain = (message, path) => context.addIssue({ code: 'custom', message, path });
      forThisSurface(blocks, surface, complain);
      distinctIds(blocks, complain);
      oneFocus(blocks, complain);
      markdownTogether(blocks, complain);
    });
}

function forThisSurface(blocks: KnownBlock[], surface: Surface, complain: Complain) {
  const parts = blocks.flatMap((one, index) => [{ type: one.type, path: [index] }, ...elementsOf(one, index)]);
  for (const { type, path } of parts)
    if (onlyOn[type] && !onlyOn[type].includes(surface)) complain(`unsupported type: ${type}`, [...path, 'type']);
}

function distinctIds(blocks: KnownBlock[], complain: Complain) {
  const named = blocks.map((one, index) => ({ id: one.block_id, path: [index, 'block_id'] }));
  for (const { id, path } of repeated(named)) complain(`\`block_id\` "${id}" already exists`, path);
  for (const [index, one] of blocks.entries()) {
    const elements = elementsOf(one, index).map(({ action_id: id, path }) => ({ id, path: [...path, 'action_id'] }));
    for (const { id, path } of repeated(elements)) complain(`\`action_id\` "${id}" already exists`, path);
  }
}

function repeated<T extends { id?: string | undefined }>(all: T[]): T[] {
  return all.filter(({ id }, index) => id !== undefined && all.findIndex((other) => other.id === id) < index);
}

function oneFocus(blocks: KnownBlock[], complain: Complain) {
  const [, ...more] = blocks.flatMap(elementsOf).filter((element) => element.focus_on_load);
  for (const { path } of more) complain('only one element can be set to true', [...path, 'focus_on_load']);
}

function markdownTogether(blocks: KnownBlock[], complain: Complain) {
  let length = 0;
  for (const [index, one] of blocks.entries()) {
    if (one.type !== 'markdown') continue;
    length += one.text.length;
    if (length > mostMarkdown && length > one.text.length)
      return complain(`must be less than ${mostMarkdown + 1} characters in all`, [index, 'text']);
  }
}

/** A block's interactive elements, each with its path. */
function elementsOf(one: KnownBlock, index: number): Placed[] {
  if (one.type === 'actions')
    return one.elements.map((element, place) => ({ ...element, path: [index, 'elements', place] }));
  if (one.type === 'input') return [{ ...one.element, path: [index, 'element'] }];
  return one.type === 'section' && one.accessory ? [{ ...one.accessory, path: [index, 'accessory'] }] : [];
}

const viewFields = {
  callback_id: z.string().max(255).optional(),
  private_metadata: z.string().max(3000).optional(),
  external_id: z.string().max(255).optional(),
};

const modal = z
  .strictObject({
    type: z.literal('modal'),
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    notify_on_close: z.boolean().optional(),
    clear_on_close: z.boolean().optional(),
    ...viewFields,
    blocks: blocksOn('modal').min(1),
  })
  .refine((view) => view.submit || !view.blocks.some((one) => one.type === 'input'), 'missing required field: submit');

const home = z.strictObject({ type: z.literal('home'), ...viewFields, blocks: blocksOn('home').min(1) });

const message = z.looseObject({ blocks: blocksOn('message').optional() });

/** Why Slack would refuse a view of this kind; undefined where it takes it. */
export function refusedView(given: unknown, type: 'modal' | 'home'): Refused | undefined {
  const messages = problems(type === 'modal' ? modal : home, given, '/view');
  if (messages.length > 0) return { error: 'invalid_arguments', messages };
  return JSON.stringify(given).length > mostViewBytes ? { error: 'view_too_large', messages: [] } : undefined;
}

/** Why Slack would refuse a message's text and blocks; undefined where it takes them. */
export function refusedMessage(given: { text?: unknown; blocks?: unknown }): Refused | undefined {
  const text = String(given.text ?? '');
  const blocks = Array.isArray(given.blocks) ? given.blocks : [];
  if (text === '' && blocks.length === 0) return { error: 'no_text', messages: [] };
  if (text.length > mostText) return { error: 'msg_too_long', messages: [] };
  const messages = problems(message, given);
  if (messages.length > 0) return { error: 'invalid_blocks', messages };
  const tables = blocks.filter((one) => one.type === 'table');
  if (tables.length > 1) {
    const second = blocks.indexOf(tables[1]);
    return { error: 'invalid_attachments', messages: [problem('only_one_table_allowed', '', ['blocks', second])] };
  }
  return textLength(blocks) > mostBlockText ? { error: 'msg_blocks_too_long', messages: [] } : undefined;
}

const suggestions = z
  .strictObject({
    options: z.array(option).max(100).optional(),
    option_groups: z.array(optionGroup).max(100).optional(),
  })
  .refine(
    (given) => (given.options === undefined) !== (given.option_groups === undefined),
    'must define either `options` or `option_groups`, and not both',
  );

/** Why Slack would show none of the options that an external select was answered with. */
export function refusedSuggestions(given: unknown): Refused | undefined {
  const messages = problems(suggestions, given);
  return messages.length > 0 ? { error: 'invalid_arguments', messages } : undefined;
}

function textLength(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + (key === 'text' && typeof inner === 'string' ? inner.length : textLength(inner)),
    0,
  );
}
