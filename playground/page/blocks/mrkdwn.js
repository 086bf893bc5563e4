// Slack's mrkdwn as nodes: formats, links, mentions, dates and escapes. Nothing in it ever becomes HTML.
import { make } from '../widgets/dom.js';
import { dateText } from './dates.js';
import { emoji } from './emoji.js';

const entities = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** A link where it leads to the web or a mailbox, else its words alone. */
export function link(address, ...words) {
  const safe = /^(https?:\/\/|mailto:|tel:|slack:)/i.test(address);
  return safe
    ? make('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, ...words)
    : make('span', {}, ...words);
}

export const mention = (text, isMe = false) => make('span', { class: isMe ? 'mention me' : 'mention' }, text);
export function date(seconds, text) {
  const at = new Date(seconds * 1000);
  return make('time', { datetime: Number.isNaN(at.getTime()) ? undefined : at.toISOString() }, text);
}
export const personMention = (id, viewer) => mention(`@${viewer.personName(id)}`, id === viewer.userId);
export const channelMention = (id, viewer, name) => mention(`#${viewer.channelName(id) ?? name ?? id}`);

/** What stands between angle brackets, by its first character. */
const tags = {
  '@': (id, label, viewer) => personMention(id, viewer, label),
  '#': (id, label, viewer) => channelMention(id, viewer, label),
  '!': (what, label, viewer) => {
    const [kind, ...rest] = what.split('^');
    if (kind === 'date') {
      const [seconds, format = '', address] = rest;
      const shown = date(
        Number(seconds) || 0,
        dateText(Number(seconds), entities(format), viewer.timeZone, label ?? ''),
      );
      return address ? link(entities(address), shown) : shown;
    }
    return mention(label ? entities(label) : `@${kind === 'subteam' ? (rest[0] ?? '') : kind}`);
  },
};

function tag(inner, viewer) {
  const bar = inner.indexOf('|');
  const [what, label] = bar < 0 ? [inner] : [inner.slice(0, bar), inner.slice(bar + 1)];
  const known = tags[what[0]];
  if (known) return known(what.slice(1), label, viewer);
  if (/^\w+:/.test(what)) return link(entities(what), entities(label ?? what.replace(/^mailto:/, '')));
  return document.createTextNode(entities(`<${inner}>`));
}

// A mark counts where it isn't inside a word; U+2060 beside it makes it an ordinary character.
const between = (mark) =>
  `(?<![\\w\\u2060${mark}])${mark}([^\\s\\u2060${mark}](?:[^${mark}\\n]*[^\\s\\u2060${mark}])?)${mark}(?![\\w${mark}])`;
const marks = new RegExp(
  [
    '`([^`\\n]+)`',
    '<([^<>\\n]+)>',
    between('\\*'),
    between('_'),
    between('~'),
    ':([a-z0-9_+-]+):',
    '(https?:\\/\\/[^\\s<>|]*[^\\s<>|.,;:!?)])',
  ].join('|'),
  'g',
);

function inline(text, viewer) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(marks)) {
    const [whole, code, inner, bold, italic, strike, name, address] = found;
    nodes.push(entities(text.slice(from, found.index)));
    from = found.index + whole.length;
    if (code !== undefined) nodes.push(make('code', {}, entities(code)));
    else if (inner !== undefined) nodes.push(tag(inner, viewer));
    else if (bold !== undefined) nodes.push(make('strong', {}, ...inline(bold, viewer)));
    else if (italic !== undefined) nodes.push(make('em', {}, ...inline(italic, viewer)));
    else if (strike !== undefined) nodes.push(make('s', {}, ...inline(strike, viewer)));
    else if (name !== undefined) nodes.push(emoji(name) ?? whole);
    else nodes.push(link(entities(address), entities(address)));
  }
  nodes.push(entities(text.slice(from)));
  return nodes;
}

const quoted = /^(?:&gt;|>) ?/;

/** Lines, with runs of quoted ones together. */
function lines(text, viewer) {
  const nodes = [];
  const all = text.split('\n');
  while (all.length > 0) {
    const isQuote = quoted.test(all[0]);
    const to = all.findIndex((line) => quoted.test(line) !== isQuote);
    const run = all.splice(0, to < 0 ? all.length : to).map((line) => (isQuote ? line.replace(quoted, '') : line));
    const inner = inline(run.join('\n'), viewer);
    nodes.push(...(isQuote ? [make('blockquote', {}, ...inner)] : [...inner, all.length > 0 ? '\n' : '']));
  }
  return nodes;
}

/** `viewer` knows the time zone, and names of people and channels. */
export function mrkdwn(text, viewer) {
  return text
    .split(/```\n?([\s\S]+?)\n?```/)
    .flatMap((piece, index) =>
      index % 2 === 1 ? [make('pre', {}, entities(piece))] : piece ? lines(piece, viewer) : [],
    );
}
