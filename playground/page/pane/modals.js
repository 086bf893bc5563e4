// The modals of one person, up to three on top of each other. What is typed stays while the app changes them.
import { drawBlocks } from '../blocks/blocks.js';
import { showErrors } from '../blocks/input.js';
import { createState } from '../blocks/state.js';
import { plain } from '../blocks/text.js';
import { make } from '../widgets/dom.js';
import { keepingFocus } from '../widgets/focus.js';
import { frame, overlay } from '../widgets/overlay.js';

/** `surfaceOf(on, blocks, state)` makes what blocks are drawn on; `client` is the person's way to the server. */
export function createModals(host, { client, surfaceOf, changed }) {
  const open = new Map();

  function openModal(first) {
    let view = first;
    const state = createState();
    const close = () => void client.close(false);
    const surface = surfaceOf(
      { viewId: view.id },
      () => view.blocks,
      state,
      (problem) => say(problem),
    );
    const blocks = make('div', { class: 'blocks', 'aria-live': 'polite' });
    const notice = make('p', { class: 'dialog-notice', role: 'alert', hidden: true });
    const foot = make('footer', { class: 'dialog-foot' });
    const form = frame({
      kind: 'form',
      title: plain(view.title),
      close,
      body: make('div', { class: 'dialog-body' }, notice, blocks),
      foot,
      novalidate: true,
      onsubmit: submitted,
    });

    function say(problem) {
      notice.textContent = problem;
      notice.hidden = !problem;
    }

    async function submitted(event) {
      event.preventDefault();
      if (!view.submit || form.hasAttribute('aria-busy')) return;
      form.setAttribute('aria-busy', 'true');
      say('');
      const answer = await client.submit(state.values(view.blocks));
      form.removeAttribute('aria-busy');
      if (answer.kind === 'errors') showErrors(form, answer.fieldErrors);
      if (answer.kind === 'failed')
        say(`It could not be sent (${answer.text}). What you typed is still here: try again.`);
      changed();
    }

    function draw(next) {
      view = next;
      form.querySelector('h2').textContent = plain(view.title);
      const closeLabel = plain(view.close) || (view.submit ? 'Cancel' : 'Close');
      keepingFocus(form, () => {
        drawBlocks(blocks, view.blocks, surface);
        showErrors(form, {});
        foot.replaceChildren(
          make('button', { type: 'button', class: 'button', 'data-focus': 'close', onclick: close }, closeLabel),
          ...(view.submit
            ? [make('button', { type: 'submit', class: 'button primary', 'data-focus': 'submit' }, plain(view.submit))]
            : []),
        );
      });
    }

    draw(view);
    const over = overlay(host, form, close);
    return {
      remove: over.remove,
      update(next) {
        if (next.hash !== view.hash) draw(next);
      },
    };
  }

  return {
    isOpen: () => open.size > 0,
    /** Makes what is open what the server says is open, the lowest first. */
    show(views) {
      for (const [id, modal] of [...open].reverse())
        if (!views.some((view) => view.id === id)) {
          modal.remove();
          open.delete(id);
        }
      for (const view of views) {
        const modal = open.get(view.id);
        if (modal) modal.update(view);
        else open.set(view.id, openModal(view));
      }
    },
  };
}
