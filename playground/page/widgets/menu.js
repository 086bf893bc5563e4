// A menu under a button: the lightning, "⋯", overflow, and who I am.
import { icon, make } from './dom.js';
import { closingOutside, showBeside } from './popup.js';

/**
 * Opens a menu. An item is { label, detail?, icon?, picture?, danger?, checked?, href?, act }, or { heading }. Arrows,
 * Home, End and first letters move; Escape closes it and goes back to the button.
 */
function openMenu(button, label, items) {
  const menu = make(
    'div',
    { class: 'menu', role: 'menu', 'aria-label': label, popover: 'manual' },
    ...grouped(items, choose),
  );
  const entries = [...menu.querySelectorAll('[role^=menuitem]')];
  (button.closest('.layer') ?? document.body).append(menu);
  button.setAttribute('aria-expanded', 'true');
  showBeside(menu, button);
  const stop = closingOutside([menu, button], close);
  menu.addEventListener('keydown', keyed);
  (entries.find((entry) => entry.getAttribute('aria-checked') === 'true') ?? entries[0])?.focus();

  function close() {
    stop();
    button.setAttribute('aria-expanded', 'false');
    menu.remove();
  }
  function choose(item) {
    close();
    button.focus();
    item.act();
  }
  function keyed(event) {
    const at = entries.indexOf(document.activeElement);
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      close();
      return button.focus();
    }
    if (event.key in moves) {
      event.preventDefault();
      return entries.at(moves[event.key] % entries.length)?.focus();
    }
    if (event.key.length === 1) byLetter(event.key, at);
    return undefined;
  }
  function byLetter(letter, at) {
    const after = [...entries.slice(at + 1), ...entries];
    after.find((entry) => entry.textContent.trim().toLowerCase().startsWith(letter.toLowerCase()))?.focus();
  }
}

/** Items under a heading are a group of its name. */
function grouped(items, choose) {
  const drawn = [];
  for (const item of items)
    if (item.heading)
      drawn.push(
        make(
          'div',
          { role: 'group', 'aria-label': item.heading },
          make('div', { class: 'menu-heading' }, item.heading),
        ),
      );
    else
      (drawn.at(-1)?.getAttribute('role') === 'group' ? drawn.at(-1) : { append: (one) => drawn.push(one) }).append(
        entry(item, choose),
      );
  return drawn;
}

function entry(item, choose) {
  const isChoice = item.checked !== undefined;
  const attributes = {
    role: isChoice ? 'menuitemradio' : 'menuitem',
    class: item.danger ? 'menu-item danger' : 'menu-item',
    'aria-checked': isChoice ? String(item.checked) : undefined,
    tabindex: '-1',
    onclick: () => choose(item),
  };
  const detail = item.detail ? make('small', {}, item.detail) : undefined;
  const words = make('span', { class: 'menu-words' }, item.label, detail);
  const content = [
    item.picture ?? (item.icon ? icon(item.icon) : undefined),
    words,
    item.checked ? icon('check') : undefined,
  ];
  return item.href
    ? make('a', { ...attributes, href: item.href, target: '_blank', rel: 'noopener noreferrer' }, ...content)
    : make('button', { ...attributes, type: 'button' }, ...content);
}

/** A button that opens a menu; its items are asked for when it is pressed. */
export function menuButton(button, label, items) {
  button.setAttribute('aria-haspopup', 'menu');
  button.setAttribute('aria-expanded', 'false');
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-expanded') === 'false') openMenu(button, label, items());
  });
  return button;
}
