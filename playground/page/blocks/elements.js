// The table of interactive elements.
import { make } from '../widgets/dom.js';
import { button, overflow } from './buttons.js';
import { fieldOf } from './field.js';
import { inputs } from './inputs.js';
import { selects } from './selects.js';
import { plain } from './text.js';

const elements = { button, overflow, ...selects, ...inputs };

/** Draws one element of a block. `naming` names it where the block has a label for it. */
export function drawElement(element, block, surface, naming = {}) {
  const draw = elements[element.type];
  if (!draw) return make('span', { class: 'unknown' }, `(${element.type} is not shown here)`);
  return draw(element, fieldOf(element, block, surface, { ...unlabelled(element, block, naming), ...naming }));
}

/** Outside forms a control is named by its placeholder, or by what stands beside it. */
function unlabelled(element, block, naming) {
  if (naming.id || element.type === 'button') return {};
  const beside = plain(block.text)
    .replace(/[*_~`<>]/g, '')
    .slice(0, 80);
  return { 'aria-label': plain(element.placeholder) || beside || element.type.replaceAll('_', ' ') };
}
