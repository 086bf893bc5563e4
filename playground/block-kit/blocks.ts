import { z } from 'zod';
import { anyText, blockId, hasOnePicture, imageUrl, onePicture, pictureFields, plainText } from './composition.ts';
import { accessory, contextImage, fillable, pressable } from './elements.ts';
import { richTextPart } from './rich-text.ts';

/** The blocks that the simulated Slack knows. To add one: its schema here, its surfaces in surfaces.ts. */

const section = z
  .strictObject({
    type: z.literal('section'),
    block_id: blockId,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((one) => one.text || one.fields, 'must define either `text` or `fields` as non-null value');

const actions = z.strictObject({
  type: z.literal('actions'),
  block_id: blockId,
  elements: z.array(pressable).min(1).max(25),
});

const context = z.strictObject({
  type: z.literal('context'),
  block_id: blockId,
  elements: z
    .array(z.discriminatedUnion('type', [...anyText(3000).options, contextImage]))
    .min(1)
    .max(10),
});

const header = z.strictObject({ type: z.literal('header'), block_id: blockId, text: plainText(150) });

const divider = z.strictObject({ type: z.literal('divider'), block_id: blockId });

const image = z
  .strictObject({ type: z.literal('image'), block_id: blockId, title: plainText(2000).optional(), ...pictureFields })
  .refine(hasOnePicture, onePicture);

const input = z.strictObject({
  type: z.literal('input'),
  block_id: blockId,
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: fillable,
});

const richText = z.strictObject({ type: z.literal('rich_text'), block_id: blockId, elements: z.array(richTextPart) });

const markdown = z.strictObject({
  type: z.literal('markdown'),
  block_id: blockId,
  text: z.string().min(1).max(12_000),
});

const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1).optional() }),
  z.strictObject({ type: z.literal('rich_text'), block_id: blockId, elements: z.array(richTextPart) }),
]);

const column = z.strictObject({ align: z.enum(['left', 'center', 'right']), is_wrapped: z.boolean() }).partial();

const table = z.strictObject({
  type: z.literal('table'),
  block_id: blockId,
  rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
  column_settings: z.array(column.nullable()).max(20).optional(),
});

const secureUrl = z
  .string()
  .max(3000)
  .regex(/^https:\/\//);

const video = z.strictObject({
  type: z.literal('video'),
  block_id: blockId,
  video_url: secureUrl,
  thumbnail_url: imageUrl,
  alt_text: z.string().min(1).max(2000),
  title: plainText(200),
  title_url: secureUrl.optional(),
  description: plainText(200).optional(),
  author_name: z.string().max(50).optional(),
  provider_name: z.string().max(50).optional(),
  provider_icon_url: imageUrl.optional(),
});

export const block = z.discriminatedUnion('type', [
  section,
  actions,
  context,
  header,
  divider,
  image,
  input,
  richText,
  markdown,
  table,
  video,
]);
export type KnownBlock = z.output<typeof block>;
