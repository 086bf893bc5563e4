/** What somebody typed after a command, as they typed it: Slack sends mentions, links and `& < >` in its own writing. */
export function typed(text: string): string {
  return text
    .replace(/<@[A-Z0-9]+\|([^>]*)>/g, '@$1')
    .replace(/<#[A-Z0-9]+\|([^>]*)>/g, '#$1')
    .replace(/<!([a-z]+)>/g, '@$1')
    .replace(/<((?:https?|mailto|tel):[^>|]+)(?:\|[^>]*)?>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

export interface Words {
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
  userId?: string;
  /** Otherwise a username, with or without @. */
  username?: string;
}

/** Splits "GROUP @person" at its last word: a mention or a username. */
export function lastPerson(text: string): { before: string; person: MentionOrName | undefined } {
  const [, before = '', last = ''] = /^([\s\S]*?)\s*(\S*)$/.exec(text.trim()) ?? [];
  const [, userId] = /^<@([A-Z0-9]+)(?:\|[^>]*)?>$/.exec(last) ?? [];
  if (userId) return { before: before.trim(), person: { userId } };
  if (/^@[\w.-]+$/.test(last)) return { before: before.trim(), person: { username: last.slice(1) } };
  return { before: text.trim(), person: undefined };
}
