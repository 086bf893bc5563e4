// Dialogs over one pane, or over the whole page. Of a host's layers only the last is live; what lies under it is inert.

import { iconButton, make, unique } from './dom.js';
import { focusables, rememberFocus } from './focus.js';

const settle = (host) => {
  const layers = [...host.children].filter((child) => child.classList.contains('layer'));
  for (const [index, layer] of layers.entries()) layer.inert = index < layers.length - 1;
};

/** Whether the keyboard is here: a dialog that opens in one pane doesn't take it from the other. */
const isActive = (host) => host.contains(document.activeElement) || document.activeElement === document.body;

/**
 * Lays a dialog over the host's other layers. Escape calls `dismiss`. `remove` takes it away and gives the focus back to
 * where it was before.
 */
export function overlay(host, dialog, dismiss) {
  const giveBack = rememberFocus(host);
  const layer = make('div', { class: 'layer overlay' }, dialog);
  layer.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    dismiss();
  });
  const takesFocus = isActive(host);
  host.append(layer);
  settle(host);
  if (takesFocus) focusFirst(dialog);
  return {
    remove() {
      const hadFocus = isActive(host);
      layer.remove();
      settle(host);
      if (hadFocus) giveBack();
    },
  };
}

/** The first thing to fill in, else the first button that does something. */
function focusFirst(dialog) {
  const among = focusables(dialog);
  const first =
    dialog.querySelector('[data-focus-on-load]') ??
    among.find((one) => one.matches('.dialog-body input, .dialog-body textarea')) ??
    among.find((one) => one.matches('.dialog-body *, .dialog-foot *')) ??
    dialog;
  first.focus({ preventScroll: true });
}

/** The frame of a dialog: a title with a cross, a body and a foot. */
export function frame({ title, close, body, foot, kind = 'dialog', ...attributes }) {
  const id = unique('dialog');
  return make(
    kind === 'form' ? 'form' : 'div',
    { class: 'dialog', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': id, tabindex: '-1', ...attributes },
    make(
      'header',
      { class: 'dialog-head' },
      make('h2', { id }, title),
      iconButton('cross', 'Close', { onclick: close }),
    ),
    body,
    foot,
  );
}

/** Asks before something that can't be undone; resolves to true where it was confirmed. */
export function ask(host, { title, text, confirm, deny, danger = false }) {
  return new Promise((resolve) => {
    const done = (answer) => () => {
      over.remove();
      resolve(answer);
    };
    const button = (label, kind, answer) =>
      make('button', { type: 'button', class: `button ${kind}`, onclick: done(answer) }, label);
    const dialog = frame({
      title,
      close: done(false),
      role: 'alertdialog',
      class: 'dialog small',
      body: make('div', { class: 'dialog-body text' }, text),
      foot: make(
        'footer',
        { class: 'dialog-foot' },
        button(deny, '', false),
        button(confirm, danger ? 'danger' : 'primary', true),
      ),
    });
    const over = overlay(host, dialog, done(false));
  });
}
