import { z } from 'zod';

/**
 * Names that must be unique are compared by this: compatibility-composed, trimmed, single-spaced, lower case. Composed
 * again at the end, since some letters have a composed form in lower case alone (J and a caron).
 */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().normalize('NFKC').replace(/\s+/g, ' ').trim();
}

/** A unique key for what is gone, which no living name can have: keys of names never start with a space. */
export function freedKey(id: string): string {
  return ` ${id}`;
}

const controls = /\p{Cc}/u;

/** Length in UTF-16 units, as the forms' own limits count; zod's `max` counts an emoji as one. */
const atMost = (what: string, max: number) =>
  [
    (text: string) => text.length <= max,
    `The ${what} can have at most ${max.toLocaleString('en')} characters.`,
  ] as const;

/** One line of text, trimmed, with runs of white space made one space. */
export function line(what: string, max: number) {
  return z
    .string()
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .pipe(
      z
        .string()
        .min(1, `Type a ${what}.`)
        .refine(...atMost(what, max))
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
        .refine(...atMost(what, max))
        .refine(
          (text) => !controls.test(text.replace(/[\n\t]/g, '')),
          `The ${what} has a character that can't be shown. Type it again.`,
        ),
    )
    .default('');
}
