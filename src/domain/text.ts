import { z } from 'zod';

/** Characters that show nothing by themselves, such as joiners and marks of direction. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * Names that must be unique are compared by this: without what can't be seen, compatibility-composed, trimmed,
 * single-spaced, lower case. Composed again at the end, since some letters have a composed form in lower case alone
 * (J and a caron).
 */
export function nameKey(name: string): string {
  const seen = name.replace(invisible, '').normalize('NFKC').toLowerCase().normalize('NFKC');
  return seen.replace(/\s+/g, ' ').trim();
}

/** A unique key for what is gone, which no living name can have: keys of names never start with a space. */
export function freedKey(id: string): string {
  return ` ${id}`;
}

/** A name with its quotes taken off, where a pair of them stands around it. */
export function unquoted(name: string): string {
  const [, ...inner] = /^(?:"([^"]*)"|“([^”]*)”|'([^']*)'|‘([^’]*)’)$/.exec(name.trim()) ?? [];
  return (inner.find((one) => one !== undefined) ?? name).trim();
}

/** "a, b, c"; where there are more than so many "a, b and more", or "a, b and 3 more" of `count` in all. */
export function enumerated(names: readonly string[], most: number, count?: number): string {
  const named = names.slice(0, most).join(', ');
  if ((count ?? names.length) <= most) return named;
  return `${named} and ${count === undefined ? 'more' : `${count - most} more`}`;
}

/** The beginning of a text, at most so many UTF-16 units, without halves of characters. */
export function beginning(text: string, most: number): string {
  return text.slice(0, most).replace(/\p{Cs}/gu, '');
}

const directions = /[\u202A-\u202E\u2066-\u2069]/g;
const endOfEmbedding = '\u202C';
const endOfIsolate = '\u2069';

/** What turns the direction of writing, closed within its line, so that it can't turn what follows the text (S2). */
export function closed(text: string): string {
  return text.search(directions) < 0 ? text : text.split('\n').map(closedLine).join('\n');
}

function closedLine(line: string): string {
  const open: string[] = [];
  const kept = line.replace(directions, (mark) => {
    if (mark !== endOfEmbedding && mark !== endOfIsolate) {
      open.push(mark < endOfIsolate && mark > '\u202E' ? endOfIsolate : endOfEmbedding);
      return mark;
    }
    // The end of an isolate ends the embeddings in it, too; an end of nothing is left out.
    const from = mark === endOfIsolate ? open.lastIndexOf(endOfIsolate) : open.length - 1;
    if (open[from] !== mark) return '';
    open.length = from;
    return mark;
  });
  return kept + open.reverse().join('');
}

/** Control characters and halves of characters: nothing that a keyboard types. */
const unshowable = /[\p{Cc}\p{Cs}]/u;
const hasUnshowable = (what: string) => `The ${what} has a character that can't be shown. Type it again.`;
const showsSomething = (text: string) => text.replace(invisible, '').trim() !== '';
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
        .refine(...atMost(what, max))
        .refine((text) => !unshowable.test(text), hasUnshowable(what))
        .refine(showsSomething, `Type a ${what}.`),
    )
    .transform(closed);
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
        .refine((text) => !unshowable.test(text.replace(/[\n\t]/g, '')), hasUnshowable(what)),
    )
    .transform(closed)
    .default('');
}
