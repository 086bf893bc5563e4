import { Refusal } from '../domain/refusal.ts';

/**
 * What somebody typed after a command or said, as they typed it: Slack sends mentions, links and `& < >` in its own
 * writing. Of a link with words of its own the address is told.
 */
export function typed(text: string): string {
  return text
    .replace(/<@[A-Z0-9]+\|([^>]*)>/g, '@$1')
    .replace(/<#[A-Z0-9]+\|([^>]*)>/g, '#$1')
    .replace(/<!([a-z]+)>/g, '@$1')
    .replace(/<![a-z]+\^[^>|]*\|([^>]*)>/g, '$1')
    .replace(/<((?:https?|mailto|tel):[^>|]+)(?:\|([^>]*))?>/g, (_, url: string, label?: string) =>
      label && url.includes(label) ? label : url,
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

interface Words {
  first: string;
  rest: string;
}

/** The first word and what follows it. */
export function firstWord(text: string): Words {
  const [, first = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  return { first, rest: rest.trim() };
}

export interface MentionOrName {
  /** A mention's Slack user id. */
  userId?: string | undefined;
  /** Otherwise a username, without its @, or an email. */
  username?: string | undefined;
}

/** The last word and what stands before it. */
export function lastWord(text: string): { before: string; last: string } {
  const [, before = '', last = ''] = /^([\s\S]*?)\s*(\S*)$/.exec(text.trim()) ?? [];
  return { before: before.trim(), last };
}

/** A mention, a username with its @, or an email. */
function personIn(word: string): MentionOrName | undefined {
  const [, userId] = /^<@([A-Z0-9]+)(?:\|[^>]*)?>$/.exec(word) ?? [];
  if (userId) return { userId };
  const [, username] =
    /^@([\w.-]+)$/.exec(word) ?? /^(?:<mailto:)?([^\s@<>|]+@[^\s@<>|]+\.[^\s@<>|]+)(?:\|[^>]*>)?$/.exec(word) ?? [];
  return username ? { username } : undefined;
}

/** Splits "GROUP @person" at its last word, where that is a person. @throws Refusal where several people are named */
export function lastPerson(text: string): { before: string; person: MentionOrName | undefined } {
  const { before, last } = lastWord(text);
  const person = personIn(last);
  if (!person) return { before: text.trim(), person };
  const { last: another } = lastWord(before);
  if (personIn(another))
    throw new Refusal(`Name one person at a time: first ${typed(another)}, then ${typed(last)}, each in a command.`);
  return { before, person };
}
