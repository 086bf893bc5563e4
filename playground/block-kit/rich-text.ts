import { z } from 'zod';

/** rich_text: text with formats as a structure, in which nothing is markup. */

const style = z
  .strictObject({
    ...{ bold: z.boolean(), italic: z.boolean(), strike: z.boolean(), code: z.boolean(), underline: z.boolean() },
    ...{ highlight: z.boolean(), client_highlight: z.boolean(), unlink: z.boolean() },
  })
  .partial()
  .optional();

const id = z.string().min(1);

const leaf = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1), style }),
  z.strictObject({
    type: z.literal('link'),
    url: id,
    text: z.string().optional(),
    unsafe: z.boolean().optional(),
    style,
  }),
  z.strictObject({ type: z.literal('user'), user_id: id, style }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: id, style }),
  z.strictObject({ type: z.literal('channel'), channel_id: id, style }),
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']), style }),
  z.strictObject({ type: z.literal('emoji'), name: id, unicode: z.string().optional(), style }),
  z.strictObject({ type: z.literal('color'), value: z.string().regex(/^#[0-9a-f]{6}$/i), style }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.number().int(),
    format: id,
    url: id.optional(),
    fallback: id.optional(),
    style,
  }),
]);

const leaves = z.array(leaf);
const border = z.number().int().min(0).max(1).optional();
const section = z.strictObject({ type: z.literal('rich_text_section'), elements: leaves });

export const richTextPart = z.discriminatedUnion('type', [
  section,
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    indent: z.number().int().min(0).max(8).optional(),
    offset: z.number().int().min(0).optional(),
    border,
    elements: z.array(section).min(1),
  }),
  z.strictObject({ type: z.literal('rich_text_quote'), border, elements: leaves }),
  z.strictObject({ type: z.literal('rich_text_preformatted'), border, language: id.optional(), elements: leaves }),
]);
