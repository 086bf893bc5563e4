import { z } from 'zod';
import { anyText, option, plainText, pressed, richElement, typed } from './block-kit-objects.ts';

const blockId = z.string().min(1).max(255).optional();

/** The kinds of block the bot uses; anything else is refused, as Slack refuses what it doesn't know. */
const block = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('section'),
      block_id: blockId,
      text: anyText(3000).optional(),
      fields: z.array(anyText(2000)).min(1).max(10).optional(),
      accessory: pressed.optional(),
    })
    .refine((section) => section.text || section.fields, 'a section needs text or fields'),
  z.strictObject({ type: z.literal('header'), block_id: blockId, text: plainText(150) }),
  z.strictObject({ type: z.literal('divider'), block_id: blockId }),
  z.strictObject({ type: z.literal('context'), block_id: blockId, elements: z.array(anyText(3000)).min(1).max(10) }),
  z.strictObject({ type: z.literal('rich_text'), block_id: blockId, elements: z.array(richElement).min(1) }),
  z
    .strictObject({ type: z.literal('actions'), block_id: blockId, elements: z.array(pressed).min(1).max(25) })
    .refine((actions) => distinct(actions.elements.map((element) => element.action_id)), 'action_id already exists'),
  z.strictObject({
    type: z.literal('input'),
    block_id: blockId,
    label: plainText(2000),
    hint: plainText(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
    element: typed,
  }),
]);

const mostTogether = 13_000;
const blocks = (most: number) =>
  z
    .array(block)
    .max(most)
    .refine((list) => distinct(list.flatMap((one) => one.block_id ?? [])), 'block_id already exists')
    .refine((list) => textLength(list) <= mostTogether, 'msg_blocks_too_long');

const metadata = z.string().max(3000).optional();

const modal = z
  .strictObject({
    type: z.literal('modal'),
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    callback_id: z.string().max(255).optional(),
    private_metadata: metadata,
    notify_on_close: z.boolean().optional(),
    clear_on_close: z.boolean().optional(),
    external_id: z.string().max(255).optional(),
    blocks: blocks(100).min(1),
  })
  .refine(
    (view) => view.submit || !view.blocks.some((one) => one.type === 'input'),
    'submit is required with an input',
  );

const home = z.strictObject({
  type: z.literal('home'),
  callback_id: z.string().max(255).optional(),
  private_metadata: metadata,
  blocks: blocks(100).min(1),
});

const message = z
  .looseObject({ text: z.string().max(40_000).optional(), blocks: blocks(50).optional() })
  .refine((one) => one.text || one.blocks?.length, 'no_text')
  .refine((one) => !one.blocks?.some((part) => part.type === 'input'), 'an input is not for messages');

/** Why Slack would refuse a message; empty when it takes it. */
export const messageProblems = (given: unknown): string[] => problems(message, given);

/** Why Slack would refuse a view of this kind; empty when it takes it. */
export const viewProblems = (given: unknown, type: 'modal' | 'home'): string[] =>
  problems(type === 'modal' ? modal : home, given);

/** Why Slack would refuse what a search field is offered; empty when it takes it. */
export const optionProblems = (given: unknown): string[] => problems(z.array(option).max(100), given);

function problems(schema: z.ZodType, given: unknown): string[] {
  const read = schema.safeParse(given);
  if (read.success) return [];
  return read.error.issues.map((issue) => `${issue.message} [json-pointer:/${issue.path.join('/')}]`);
}

function distinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

/** Everything that is shown, whatever it is nested in. */
function texts(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : texts(inner),
  );
}

const textLength = (list: unknown[]) => texts(list).reduce((sum, text) => sum + text.length, 0);
