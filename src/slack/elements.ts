import type { z } from 'zod';
import { shortened } from './blocks.ts';
import type { Button, PlainTextOption } from './types.ts';

export const plain = (text: string, most: number) => ({
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
export function offered(options: PlainTextOption[], chosen: string | undefined) {
  const initial = options.find((one) => one.value === chosen);
  const first = options.slice(0, mostOptions);
  if (initial && !first.includes(initial)) first.splice(-1, 1, initial);
  return { options: first, ...(initial ? { initial_option: initial } : {}) };
}
