import { z } from 'zod';
import { beginning } from '../domain/text.ts';
import { shortened } from './blocks.ts';
import type { Button, InputBlock, KnownBlock, ModalView, PlainTextOption } from './types.ts';

const plain = (text: string, most: number) => ({
  type: 'plain_text' as const,
  text: shortened(text, most),
  emoji: false,
});

/** What a destructive button asks first (C4). */
export interface Confirmation {
  title: string;
  text: string;
  confirm: string;
}

interface ButtonOptions {
  style?: 'primary' | 'danger';
  confirm?: Confirmation;
  label?: string;
}

const confirmation = ({ title, text, confirm }: Confirmation) => ({
  title: plain(title, 100),
  text: plain(text, 300),
  confirm: plain(confirm, 30),
  deny: plain('Cancel', 30),
});

/** A button, declared once: its id (`noun.verb`), its label (C4) and what it carries. */
export function defineButton<S extends z.ZodType>(id: string, label: string, schema: S) {
  const button = (value: z.input<S>, options: ButtonOptions = {}): Button => ({
    type: 'button',
    action_id: id,
    text: plain(options.label ?? label, 75),
    value: JSON.stringify(value),
    ...(options.style ? { style: options.style } : {}),
    ...(options.confirm ? { confirm: confirmation(options.confirm) } : {}),
  });
  return Object.assign(button, { id, schema });
}

/** A select outside a form: what is chosen arrives like a button's value. */
export function defineSelect<S extends z.ZodType>(id: string, placeholder: string, schema: S) {
  const select = (choices: { label: string; value: z.input<S> }[], chosen?: z.input<S>) => {
    return {
      type: 'static_select' as const,
      action_id: id,
      placeholder: plain(placeholder, 150),
      ...offered(
        choices.map(({ label, value }) => option(label, JSON.stringify(value))),
        JSON.stringify(chosen),
      ),
    };
  };
  return Object.assign(select, { id, schema });
}

export const option = (label: string, value: string): PlainTextOption => ({ text: plain(label, 75), value });

/** A select takes so many. */
const mostOptions = 100;

/** The first options, and the chosen one among them wherever it stands. */
function offered(options: PlainTextOption[], chosen: string | undefined) {
  const initial = options.find((one) => one.value === chosen);
  const first = options.slice(0, mostOptions);
  if (initial && !first.includes(initial)) first.splice(-1, 1, initial);
  return { options: first, ...(initial ? { initial_option: initial } : {}) };
}

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

export function selectField(name: string, label: string, options: PlainTextOption[], chosen?: string): Field {
  return input(name, label, { type: 'static_select', ...offered(options, chosen) });
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
