import { z } from 'zod';
import { complainBetween, type Surface } from './between.ts';
import { block } from './blocks.ts';
import { option, optionGroup, plainText } from './composition.ts';
import { problem, problems, type Refused } from './problems.ts';

/** Whether Slack takes a message, a view, or what a search field is answered. */

const mostBlocks: Record<Surface, number> = { message: 50, modal: 100, home: 100 };

const mostText = 40_000;
/** Not in the reference: where chat.postMessage was seen to answer msg_blocks_too_long. */
const mostBlockText = 13_000;
const mostViewBytes = 250_000;

function blocksOn(surface: Surface) {
  return z
    .array(block)
    .max(mostBlocks[surface])
    .superRefine((blocks, context) => {
      complainBetween(blocks, surface, (message, path) => context.addIssue({ code: 'custom', message, path }));
    });
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
