// The rich_text block: one small function per kind of piece and per kind of part.
import { make } from '../widgets/dom.js';
import { capitalised, dateText } from './dates.js';
import { emoji } from './emoji.js';
import { channelMention, date, link, mention, personMention } from './mrkdwn.js';

const wrapped = { code: 'code', bold: 'strong', italic: 'em', strike: 's', underline: 'u' };

function styled(node, style = {}) {
  const names = Object.keys(wrapped).filter((name) => style[name]);
  return names.reduce((inner, name) => make(wrapped[name], {}, inner), node);
}

function coloured({ value }) {
  const swatch = make('span', { class: 'swatch', 'aria-hidden': 'true' });
  swatch.style.backgroundColor = value;
  return make('span', {}, value, swatch);
}

const pieces = {
  text: (piece) => piece.text,
  link: (piece) => link(piece.url, piece.text || piece.url),
  user: (piece, viewer) => personMention(piece.user_id, viewer),
  usergroup: (piece) => mention(`@${piece.usergroup_id}`),
  channel: (piece, viewer) => channelMention(piece.channel_id, viewer),
  team: (piece) => mention(piece.team_id),
  broadcast: (piece) => mention(`@${piece.range}`),
  emoji: (piece) => fromCodes(piece.unicode) ?? emoji(piece.name) ?? `:${piece.name}:`,
  date: (piece, viewer, isFirst) => {
    const said = dateText(piece.timestamp, piece.format, viewer.timeZone, piece.fallback);
    const shown = date(piece.timestamp, isFirst ? capitalised(said) : said);
    return piece.url ? link(piece.url, shown) : shown;
  },
  color: coloured,
};

function fromCodes(codes) {
  return codes && String.fromCodePoint(...codes.split('-').map((code) => Number.parseInt(code, 16)));
}

const beginsLine = (before) => !before || before.text?.endsWith('\n');

const inside = ({ elements }, viewer) =>
  elements.map((piece, index) => {
    const drawn = pieces[piece.type]?.(piece, viewer, beginsLine(elements[index - 1]));
    return styled(drawn ?? `(${piece.type})`, piece.style);
  });

const parts = {
  rich_text_section: (part, viewer) => make('div', {}, ...inside(part, viewer)),
  rich_text_quote: (part, viewer) => make('blockquote', {}, ...inside(part, viewer)),
  rich_text_preformatted: (part, viewer) => make('pre', {}, ...inside(part, viewer)),
  rich_text_list: (part, viewer) => {
    const items = part.elements.map((item) => make('li', {}, ...inside(item, viewer)));
    const attributes = { class: `indent-${part.indent ?? 0}`, start: part.offset ? part.offset + 1 : undefined };
    return make(part.style === 'ordered' ? 'ol' : 'ul', attributes, ...items);
  },
};

/** A rich_text block, or the cell of a table. */
export const richText = (block, viewer) =>
  make('div', { class: 'text rich-text' }, ...block.elements.map((part) => parts[part.type]?.(part, viewer) ?? ''));
