// The app's Home.
import { drawBlocks } from '../blocks/blocks.js';
import { createState } from '../blocks/state.js';
import { make } from '../widgets/dom.js';
import { keepingFocus } from '../widgets/focus.js';

export function createHome({ surfaceOf }) {
  const blocks = make('div', { class: 'blocks', 'aria-live': 'polite' });
  const nothing = make('p', { class: 'nothing' });
  const node = make('div', { class: 'home', role: 'region', 'aria-label': 'Home', tabindex: '0' }, nothing, blocks);
  const state = createState();
  let view;
  return {
    node,
    draw({ home, app }) {
      view = home;
      nothing.hidden = Boolean(view);
      nothing.textContent = `${app.name} has shown nothing here yet.`;
      if (!view) return blocks.replaceChildren();
      const surface = surfaceOf({ viewId: view.id }, () => view.blocks, state);
      return keepingFocus(node, () => drawBlocks(blocks, view.blocks, surface));
    },
  };
}
