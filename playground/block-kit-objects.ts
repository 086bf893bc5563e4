import { z } from 'zod';

/** Block Kit's composition objects and elements with their limits, from Slack's reference. Unknown fields are refused. */

export const plainText = (most: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(most), emoji: z.boolean().optional() });
export const anyText = (most: number) =>
  z.discriminatedUnion('type', [
    plainText(most),
    z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(most), verbatim: z.boolean().optional() }),
  ]);

const confirm = z.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(['primary', 'danger']).optional(),
});

export const option = z.strictObject({
  text: anyText(75),
  value: z.string().min(1).max(150),
  description: anyText(75).optional(),
});

const actionId = z.string().min(1).max(255);
const placeholder = plainText(150).optional();

const button = z.strictObject({
  type: z.literal('button'),
  action_id: actionId,
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: z.string().max(3000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
  accessibility_label: z.string().max(75).optional(),
});

const staticSelect = z.strictObject({
  type: z.literal('static_select'),
  action_id: actionId,
  placeholder,
  options: z.array(option).min(1).max(100),
  initial_option: option.optional(),
  confirm: confirm.optional(),
});

const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  action_id: actionId,
  placeholder,
  min_query_length: z.number().int().min(0).optional(),
  initial_option: option.optional(),
});

const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  action_id: actionId,
  placeholder,
  initial_user: z.string().optional(),
});

const textInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    action_id: actionId,
    placeholder,
    multiline: z.boolean().optional(),
    initial_value: z.string().optional(),
    min_length: z.number().int().min(0).max(3000).optional(),
    max_length: z.number().int().min(1).max(3000).optional(),
  })
  .refine(
    (input) => (input.initial_value ?? '').length <= (input.max_length ?? 3000),
    'initial_value is longer than max_length',
  );

export const pressed = z
  .discriminatedUnion('type', [button, staticSelect, externalSelect, usersSelect])
  .refine((element) => !('initial_option' in element && 'options' in element) || hasInitial(element), {
    message: 'initial_option is not one of the options',
  });
export const typed = z.discriminatedUnion('type', [textInput, staticSelect, externalSelect, usersSelect]);

function hasInitial(element: { options?: unknown[]; initial_option?: unknown }): boolean {
  const initial = JSON.stringify(element.initial_option);
  return !element.initial_option || (element.options ?? []).some((one) => JSON.stringify(one) === initial);
}

const style = z
  .strictObject({ bold: z.boolean(), italic: z.boolean(), strike: z.boolean(), code: z.boolean() })
  .partial()
  .optional();

const richPiece = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1), style }),
  z.strictObject({ type: z.literal('link'), url: z.string().min(1).max(3000), text: z.string().optional(), style }),
  z.strictObject({ type: z.literal('user'), user_id: z.string() }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.number().int(),
    format: z.string().min(1),
    fallback: z.string().optional(),
  }),
]);
const richSection = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(richPiece) });

export const richElement = z.discriminatedUnion('type', [
  richSection,
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: z.array(richSection).min(1),
  }),
]);
