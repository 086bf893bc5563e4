// The table of blocks: one small function for each kind.
import { icon, make } from '../widgets/dom.js';
import { redraw } from '../widgets/redraw.js';
import { drawElement } from './elements.js';
import { input } from './input.js';
import { markdown } from './markdown.js';
import { link } from './mrkdwn.js';
import { richText } from './rich-text.js';
import { isStateful } from './state.js';
import { plain, text } from './text.js';

function section(block, surface) {
  const { viewer } = surface;
  const fields = block.fields?.map((field) => make('div', { class: 'text field' }, ...text(field, viewer)));
  const words = make(
    'div',
    { class: 'section-words' },
    block.text ? make('div', { class: 'text' }, ...text(block.text, viewer)) : undefined,
    fields ? make('div', { class: 'fields' }, ...fields) : undefined,
  );
  if (!block.accessory) return make('div', { class: 'block section' }, words);
  const accessory =
    block.accessory.type === 'image' ? thumbnail(block.accessory) : drawElement(block.accessory, block, surface);
  return make('div', { class: 'block section' }, words, make('div', { class: 'accessory' }, accessory));
}

/** A picture, and its words where it can't be had. */
function picture({ image_url: address, alt_text: words, slack_file: file }, kind) {
  const source = address ?? file?.url;
  if (!source) return make('span', { class: 'unknown' }, `(image: ${words})`);
  return make('img', { class: kind, src: source, alt: words, loading: 'lazy', referrerpolicy: 'no-referrer' });
}
const thumbnail = (element) => picture(element, 'thumbnail');

function image(block) {
  const title = block.title ? make('figcaption', {}, plain(block.title)) : undefined;
  return make('figure', { class: 'block image' }, title, picture(block, 'picture'));
}

function context(block, { viewer }) {
  const drawn = block.elements.map((one) =>
    one.type === 'image' ? picture(one, 'tiny') : make('span', { class: 'text' }, ...text(one, viewer)),
  );
  return make('div', { class: 'block context' }, ...drawn);
}

function actions(block, surface) {
  return make(
    'div',
    { class: 'block actions' },
    ...block.elements.map((element) => drawElement(element, block, surface)),
  );
}

function table(block, { viewer }) {
  const cell = (one) => (one.type === 'rich_text' ? richText(one, viewer) : (one.text ?? ''));
  const [head = [], ...rows] = block.rows;
  const attributes = (index) => {
    const settings = block.column_settings?.[index];
    return { class: `align-${settings?.align ?? 'left'}${settings?.is_wrapped ? ' wrapped' : ''}` };
  };
  const row = (name) => (cells) =>
    make(
      'tr',
      {},
      ...cells.map((one, index) =>
        make(name, { ...attributes(index), scope: name === 'th' ? 'col' : undefined }, cell(one)),
      ),
    );
  const drawn = make('table', {}, make('thead', {}, row('th')(head)), make('tbody', {}, ...rows.map(row('td'))));
  return make('div', { class: 'block table', tabindex: '0', role: 'group', 'aria-label': 'Table' }, drawn);
}

/** A video can't be shown here: its words stand for it. */
function video(block) {
  const title = plain(block.title);
  const by = [block.author_name, block.provider_name].filter(Boolean).join(' · ');
  return make(
    'div',
    { class: 'block words' },
    icon('video'),
    make(
      'div',
      {},
      'Video: ',
      block.title_url ? link(block.title_url, title) : title,
      by ? make('small', {}, by) : '',
      make('small', {}, plain(block.description) || block.alt_text),
    ),
  );
}

const unknown = (block) =>
  make('div', { class: 'block words' }, `A block of the kind ${block.type} is not shown here.`);

const blocks = {
  section,
  header: (block) => make('h3', { class: 'block header' }, plain(block.text)),
  divider: () => make('hr', { class: 'block' }),
  context,
  actions,
  image,
  input,
  table,
  video,
  rich_text: (block, { viewer }) => make('div', { class: 'block' }, richText(block, viewer)),
  markdown: (block) => make('div', { class: 'block' }, markdown(block.text)),
};

const draw = (block, surface) => (blocks[block.type] ?? unknown)(block, surface);

/** Only what can be typed or chosen hangs on its block's id, which Slack gives anew at each update. */
function sameness(block) {
  const { block_id: id, ...rest } = block;
  return JSON.stringify(isStateful(block) ? block : rest);
}

/**
 * Shows the blocks of a surface in `container` and leaves alone those that haven't changed; what is left answers to its
 * new id from then on.
 */
export function drawBlocks(container, list, surface) {
  const counts = new Map();
  const items = list.map((given) => {
    const block = { ...given };
    const same = sameness(block);
    counts.set(same, (counts.get(same) ?? 0) + 1);
    return {
      key: isStateful(block) ? block.block_id : `${counts.get(same)} ${same}`,
      same,
      block,
      draw: () => draw(block, surface),
      keep: (earlier) => {
        earlier.block.block_id = block.block_id;
      },
    };
  });
  redraw(container, items);
  return container;
}
