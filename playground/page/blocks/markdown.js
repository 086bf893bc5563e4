// The markdown block: standard Markdown, as far as Slack shows it.
import { make } from '../widgets/dom.js';
import { emoji } from './emoji.js';
import { link } from './mrkdwn.js';

const marks =
  /\\([\\`*_~[\]#>-])|`([^`\n]+)`|!?\[([^\]\n]*)\]\(([^)\s]+)\)|\*\*(.+?)\*\*|~~(.+?)~~|\*([^\s*](?:[^*]*[^\s*])?)\*|(?<!\w)_([^_]+)_(?!\w)|:([a-z0-9_+-]+):|(https?:\/\/[^\s<>]*[^\s<>.,;:!?)])/g;

function inline(text) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(marks)) {
    const [whole, escaped, code, words, address, bold, strike, star, line, name, bare] = found;
    nodes.push(text.slice(from, found.index));
    from = found.index + whole.length;
    if (escaped) nodes.push(escaped);
    else if (code) nodes.push(make('code', {}, code));
    else if (address) nodes.push(link(address, ...inline(words || address)));
    else if (bold) nodes.push(make('strong', {}, ...inline(bold)));
    else if (strike) nodes.push(make('s', {}, ...inline(strike)));
    else if (star ?? line) nodes.push(make('em', {}, ...inline(star ?? line)));
    else if (name) nodes.push(emoji(name) ?? whole);
    else nodes.push(link(bare, bare));
  }
  nodes.push(text.slice(from));
  return nodes;
}

const cells = (line) =>
  line
    .replace(/^\s*\||\|\s*$/g, '')
    .split('|')
    .map((cell) => cell.trim());

function table([head, , ...rows]) {
  const row = (name) => (line) => make('tr', {}, ...cells(line).map((cell) => make(name, {}, ...inline(cell))));
  return make('table', {}, make('thead', {}, row('th')(head)), make('tbody', {}, ...rows.map(row('td'))));
}

function list(lines) {
  const items = lines.map((line) => {
    const [, spaces, task, said] = /^(\s*)(?:[-*+]|\d+[.)])\s+(\[[ x]\])?\s*(.*)$/.exec(line) ?? [];
    return make(
      'li',
      { class: `indent-${Math.floor(spaces.length / 2)}` },
      task ? (task === '[x]' ? '☑ ' : '☐ ') : '',
      ...inline(said),
    );
  });
  return make(/^\s*\d/.test(lines[0]) ? 'ol' : 'ul', {}, ...items);
}

const strip = (lines, mark) => lines.map((line) => line.replace(mark, ''));

/** Each kind of part: the lines that belong to it, and how it is drawn. The last takes what no other does. */
const kinds = [
  [/^\s*(---+|\*\*\*+|___+)\s*$/, () => make('hr')],
  [
    /^#{1,6}\s/,
    ([line]) => make('p', { class: `heading-${line.match(/^#+/)[0].length}` }, ...inline(line.replace(/^#+\s+/, ''))),
    1,
  ],
  [/^\s*\|.*\|\s*$/, table],
  [/^\s*>\s?/, (lines) => make('blockquote', {}, ...inline(strip(lines, /^\s*>\s?/).join('\n')))],
  [/^\s*(?:[-*+]|\d+[.)])\s+/, list],
  [/\S/, (lines) => make('p', {}, ...inline(lines.join('\n')))],
];

export function markdown(source) {
  const drawn = source.split(/^```[^\n]*\n([\s\S]*?)\n?^```\s*$/m).flatMap((piece, index) => {
    if (index % 2 === 1) return [make('pre', {}, piece)];
    const lines = piece.split('\n');
    const parts = [];
    while (lines.length > 0) {
      const kind = kinds.find(([starts]) => starts.test(lines[0]));
      const ends = lines.findIndex((line) => kinds.find(([starts]) => starts.test(line)) !== kind);
      const run = lines.splice(0, Math.min(kind?.[2] ?? lines.length, ends < 0 ? lines.length : Math.max(1, ends)));
      if (kind) parts.push(kind[1](run));
    }
    return parts;
  });
  return make('div', { class: 'text markdown' }, ...drawn);
}
