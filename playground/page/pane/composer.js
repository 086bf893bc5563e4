// The message box: sends messages and commands, completes what one types, and has the lightning menu.

import { iconButton, make, unique } from '../widgets/dom.js';
import { createListbox } from '../widgets/listbox.js';
import { menuButton } from '../widgets/menu.js';
import { completions } from './completion.js';

/**
 * `known` gives the commands, people and channels of now; `shortcuts` the global ones; `send(text)` resolves when what
 * was sent has been answered; what could not be sent stays in the box.
 */
export function createComposer({ known, shortcuts, send, runShortcut }) {
  const id = unique('box');
  const box = make('textarea', {
    id,
    rows: '1',
    class: 'composer-box',
    'data-focus': 'composer',
    oninput: changed,
    onkeydown: keyed,
  });
  const label = make('label', { for: id, class: 'hidden' });
  const lightning = menuButton(
    iconButton('bolt', 'Shortcuts', { 'data-focus': 'shortcuts' }),
    'Shortcuts',
    shortcutItems,
  );
  const sender = iconButton('send', 'Send', { class: 'icon-button send', type: 'submit' });
  const list = createListbox(box, { label: 'Completions', choose: complete });
  const form = make(
    'form',
    { class: 'composer', onsubmit: submitted },
    label,
    box,
    list.node,
    make(
      'div',
      { class: 'composer-foot' },
      lightning,
      make('span', { class: 'composer-hint', 'aria-hidden': 'true' }, 'Type / for commands'),
      sender,
    ),
  );
  let from = 0;

  function changed() {
    grow();
    sender.classList.toggle('ready', box.value.trim() !== '');
    const typed = box.value.slice(0, box.selectionStart);
    const { from: start, options } =
      box.selectionStart === box.value.length ? completions(typed, known()) : { options: [] };
    from = start;
    if (options.length > 0) list.show([{ options }]);
    else list.hide();
  }

  function grow() {
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight, 160)}px`;
  }

  function complete(option) {
    box.value = `${box.value.slice(0, from)}${option.insert} `;
    box.focus();
    changed();
  }

  /** Keys of the open list: arrows, Enter and Tab take, Escape closes. */
  function listed(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) list.move(step);
    else if (event.key === 'Enter' || event.key === 'Tab') complete(list.active());
    else if (event.key === 'Escape') list.hide();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function keyed(event) {
    if (list.isOpen() && !event.shiftKey) listed(event);
    if (event.defaultPrevented || event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  }

  async function submitted(event) {
    event.preventDefault();
    const text = box.value.trim();
    if (!text) return;
    box.value = '';
    changed();
    box.focus();
    const answer = await send(text);
    if (!answer?.isUnsent || box.value !== '') return;
    box.value = text;
    changed();
  }

  function shortcutItems() {
    const items = shortcuts().map(({ callbackId, name, description }) => ({
      icon: 'bolt',
      label: name,
      detail: description,
      act: () => void runShortcut(callbackId),
    }));
    return items.length > 0 ? items : [{ label: 'The app has no shortcuts', act: () => {} }];
  }

  return {
    node: form,
    focus: () => box.focus(),
    /** In a thread there are no shortcuts. */
    draw(placeholder, thread) {
      box.placeholder = placeholder;
      label.textContent = placeholder;
      lightning.hidden = Boolean(thread);
    },
  };
}
