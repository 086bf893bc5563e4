import { DateTime, Duration } from 'luxon';
import { mostCounted } from '../domain/page.ts';
import { beginning, closed } from '../domain/text.ts';
import type { KnownBlock } from './types.ts';

/** Slack's limits, in UTF-16 units. */
const mostPlainText = 3000;
const mostFallback = 4000;

interface Bold {
  bold: string;
}
interface Code {
  code: string;
}
/** A piece of a line: text as a person typed it, emphasis, a time in the reader's own zone, or a link. */
export type Part = string | Bold | Code | Date | { url: string; label: string } | { userId: string };

export const bold = (text: string): Bold => ({ bold: text });
export const code = (text: string): Code => ({ code: text });

/** What mrkdwn reads, so that it reads none of it. */
const inert = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ...['*', '_', '~', '`'].map((mark) => [mark, `\u2060${mark}\u2060`] as const),
]);

/** For the few places that Slack reads as mrkdwn: nothing in it is a mention, a link or a format (S2). */
export function escaped(text: string): string {
  let safe = '';
  for (const character of text) {
    const written = inert.get(character) ?? character;
    if (safe.length + written.length > mostFallback) break;
    safe += written;
  }
  return closed(safe);
}

/** "1 task", "12 tasks", and "100+ tasks" where counting stopped, whether or not there are more. */
export const count = (number: number, thing: string) =>
  `${number >= mostCounted ? `${mostCounted}+` : number} ${thing}${number === 1 ? '' : 's'}`;

const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
const inUtc = (at: Date) => `${DateTime.fromJSDate(at, { zone: 'utc' }).toFormat('d LLL yyyy, HH:mm')} UTC`;

/** "3 d 2 h", "5 min": the two largest units of a span, in which each day has 24 hours. */
export function duration(from: Date, to: Date): string {
  const passed = Duration.fromMillis(to.getTime() - from.getTime());
  const span = passed.shiftTo('days', 'hours', 'minutes', 'seconds');
  const units = (['days', 'hours', 'minutes'] as const).filter((unit) => span[unit] >= 1).slice(0, 2);
  if (units.length === 0) return `${Math.max(0, Math.floor(span.seconds))} s`;
  const names = { days: 'd', hours: 'h', minutes: 'min' } as const;
  return units.map((unit) => `${Math.floor(span[unit])} ${names[unit]}`).join(' ');
}

type RichPart = Record<string, unknown>;

function richPart(part: Part): RichPart {
  if (typeof part === 'string') return { type: 'text', text: closed(part) };
  if (part instanceof Date)
    return { type: 'date', timestamp: seconds(part), format: '{date_short_pretty}, {time}', fallback: inUtc(part) };
  if ('userId' in part) return { type: 'user', user_id: part.userId };
  if ('url' in part) return { type: 'link', url: part.url, text: part.label };
  if ('code' in part) return { type: 'text', text: part.code, style: { code: true } };
  return { type: 'text', text: closed(part.bold), style: { bold: true } };
}

/** Lines of text in which nothing that a person typed is read as markup. */
export function paragraph(...lines: (Part | Part[])[]): KnownBlock {
  const parts = lines.flatMap((line, index) => {
    const pieces = (Array.isArray(line) ? line : [line]).filter((part) => part !== '');
    return index < lines.length - 1 ? [...pieces, '\n'] : pieces;
  });
  const elements = parts.map(richPart);
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] } as unknown as KnownBlock;
}

/** A sentence without anything that people typed, whose commands in backticks look like what one types. */
export function hint(text: string): KnownBlock {
  return paragraph(text.split('`').map((part, index) => (index % 2 === 1 ? code(part) : part)));
}

/** A line of a list, with a button at its end, and when something happened to it. */
export function row(
  text: string,
  options: { when?: { what: string; at: Date } | undefined; button?: unknown } = {},
): KnownBlock {
  const { when, button } = options;
  const date = when && `${when.what} <!date^${seconds(when.at)}^{date_short_pretty}, {time}|${inUtc(when.at)}>`;
  return {
    type: 'section',
    text: { type: 'plain_text', text: closed(beginning(text, mostPlainText)), emoji: false },
    ...(date ? { fields: [{ type: 'mrkdwn', text: date }] } : {}),
    ...(button ? { accessory: button } : {}),
  } as KnownBlock;
}

export function header(text: string): KnownBlock {
  return { type: 'header', text: { type: 'plain_text', text: shortened(text, 150), emoji: false } };
}

export const divider: KnownBlock = { type: 'divider' };

/** A row of buttons and selects; nothing where there are none. */
export function actions(...elements: (unknown | undefined)[]): KnownBlock[] {
  const there = elements.filter((element) => element !== undefined);
  return there.length > 0 ? [{ type: 'actions', elements: there } as KnownBlock] : [];
}

export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${beginning(text, most - 1)}…`;
}
