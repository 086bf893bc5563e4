import { z } from 'zod';
import { beginning } from '../domain/text.ts';
import { offered, plain } from './elements.ts';
import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from './types.ts';

/** An input of a form. Its block id is the field's name in the form's schema, so a complaint finds its field. */
export type Field = InputBlock;

const input = (
  name: string,
  label: string,
  element: unknown,
  options: { optional?: boolean; hint?: string } = {},
): Field =>
  ({
    type: 'input',
    block_id: name,
    label: plain(label, 2000),
    element: { action_id: name, ...(element as object) },
    optional: options.optional ?? false,
    ...(options.hint ? { hint: plain(options.hint, 2000) } : {}),
  }) as Field;

interface TextOptions {
  initial?: string | undefined;
  most?: number;
  multiline?: boolean;
  optional?: boolean;
  hint?: string;
  placeholder?: string;
}

export function textField(name: string, label: string, options: TextOptions = {}): Field {
  const { initial, most = 3000, multiline = false, placeholder } = options;
  const element = {
    type: 'plain_text_input',
    multiline,
    max_length: most,
    ...(initial ? { initial_value: beginning(initial, most) } : {}),
    ...(placeholder ? { placeholder: plain(placeholder, 150) } : {}),
  };
  return input(name, label, element, options);
}

/** An only option is chosen already. */
export function selectField(name: string, label: string, options: PlainTextOption[], chosen?: string): Field {
  const only = options.length === 1 ? options[0]?.value : undefined;
  return input(name, label, { type: 'static_select', ...offered(options, chosen ?? only) });
}

/** A select whose options the bot is asked for while the person types; `id` names who answers. */
export function searchField(
  name: string,
  label: string,
  id: string,
  options: { optional?: boolean; hint?: string } = {},
): Field {
  const element = { type: 'external_select', action_id: id, min_query_length: 2 };
  return input(name, label, element, options);
}

export function slackUserField(
  name: string,
  label: string,
  options: { optional?: boolean; hint?: string } = {},
): Field {
  return input(name, label, { type: 'users_select' }, options);
}

interface FormOptions<M extends z.ZodType> {
  fields: Field[];
  metadata: z.input<M>;
  /** Blocks before the fields. */
  above?: KnownBlock[];
}

/** What travels in every modal: the state of the Home it was opened from, if it was, and what it carries itself. */
export const modalMetadata = z.object({ home: z.unknown().optional(), payload: z.unknown() });

/** A form, declared once: its id, its words, the schema of what it carries and of what is typed. */
export function defineForm<S extends z.ZodType, M extends z.ZodType>(
  id: string,
  words: { title: string; submit: string },
  schema: S,
  metadata: M,
) {
  const form = (options: FormOptions<M>): ModalView => ({
    type: 'modal',
    callback_id: id,
    title: plain(words.title, 24),
    submit: plain(words.submit, 24),
    close: plain('Cancel', 24),
    private_metadata: JSON.stringify({ payload: options.metadata }),
    blocks: [...(options.above ?? []), ...options.fields],
  });
  return Object.assign(form, { id, schema, metadata });
}

/** A modal to look at. */
export function showing(title: string, blocks: KnownBlock[]): ModalView {
  return {
    type: 'modal',
    callback_id: 'shown',
    title: plain(title, 24),
    close: plain('Close', 24),
    private_metadata: JSON.stringify({ payload: null }),
    blocks: blocks.slice(0, 100),
  };
}
