import { z } from 'zod';

/** Names that must be unique are compared by this: compatibility-composed, trimmed, single-spaced, lower case. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

/** A unique key for what is gone, which no living name can have: keys of names never start with a space. */
export function freedKey(id: string): string {
  return ` ${id}`;
}

const controls = /\p{Cc}/u;

/** One line of text, trimmed, with runs of white space made one space. Length in UTF-16 units, as Slack counts. */
export function line(what: string, max: number) {
  return z
    .string()
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .pipe(
      z
        .string()
        .min(1, `Type a ${what}.`)
        .max(max, `The ${what} can have at most ${max.toLocaleString('en')} characters.`)
        .refine((text) => !controls.test(text), `The ${what} has a character that can't be shown. Type it again.`),
    );
}

/** Several lines of text, perhaps none. */
export function paragraphs(what: string, max: number) {
  return z
    .string()
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .pipe(
      z
        .string()
        .max(max, `The ${what} can have at most ${max.toLocaleString('en')} characters.`)
        .refine(
          (text) => !controls.test(text.replace(/[\n\t]/g, '')),
          `The ${what} has a character that can't be shown. Type it again.`,
        ),
    )
    .default('');
}
