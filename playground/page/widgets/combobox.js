// A select with search, for one choice or several.
import { icon, make } from './dom.js';
import { createListbox } from './listbox.js';

const searchMilliseconds = 200;

/**
 * `find(typed)` resolves to groups of options { key, label, detail?, picture? }. `changed(options)` is told what is chosen
 * now and resolves to false where that was taken back. `least` is how much one types before it searches.
 */
export function combobox({
  naming,
  label,
  placeholder,
  multiple = false,
  most,
  least = 0,
  clearable = false,
  chosen,
  find,
  changed,
}) {
  let selected = [...chosen];
  let typed = false;
  /** Whether the list doesn't show yet what was looked for last. */
  let isBehind = false;
  let asked = 0;
  const input = make('input', { ...naming, type: 'text', class: 'combobox-input', placeholder, spellcheck: 'false' });
  const chips = make('span', { class: 'chips' });
  const box = make('div', { class: multiple ? 'combobox several' : 'combobox' }, chips, input, icon('down'));
  const list = createListbox(input, { label, anchor: box, choose, multiple });
  box.append(list.node);

  const isFull = () => multiple && most !== undefined && selected.length >= most;

  function drawChosen() {
    if (!multiple) {
      if (!typed) input.value = selected[0]?.label ?? '';
      return;
    }
    chips.replaceChildren(...selected.map(chip));
    input.placeholder = selected.length > 0 ? '' : placeholder;
  }

  function chip(option) {
    const remove = () => {
      input.focus();
      void take(selected.filter((one) => one.key !== option.key));
    };
    const button = make(
      'button',
      { type: 'button', 'aria-label': `Remove ${option.label}`, onclick: remove },
      icon('cross'),
    );
    return make('span', { class: 'chip' }, option.label, button);
  }

  async function take(next) {
    const before = selected;
    selected = next;
    typed = false;
    input.value = '';
    drawChosen();
    list.hide();
    if ((await changed(next)) === false) {
      selected = before;
      drawChosen();
    }
  }

  function choose(option) {
    if (!multiple) return void take([option]);
    const without = selected.filter((one) => one.key !== option.key);
    if (without.length === selected.length && isFull()) return list.hide();
    return void take(without.length < selected.length ? without : [...selected, option]);
  }

  async function open() {
    const query = typed ? input.value.trim() : '';
    const number = ++asked;
    if (query.length < least)
      return list.show([], { nothing: `Type ${least === 1 ? 'something' : `${least} or more characters`} to search` });
    if (isFull()) return list.show([], { nothing: `No more than ${most} can be chosen` });
    const groups = await find(query);
    if (number !== asked || document.activeElement !== input) return undefined;
    isBehind = false;
    const marked = groups.map((group) => ({
      ...group,
      options: group.options.map((option) => ({ ...option, chosen: selected.some((one) => one.key === option.key) })),
    }));
    const all = marked.flatMap((group) => group.options);
    const at = query ? 0 : all.findIndex((option) => option.chosen);
    return list.show(marked, { first: Math.max(0, at) });
  }

  /** What is typed quickly and sent off with Enter is looked for first. */
  async function chooseActive() {
    clearTimeout(timer);
    if (isBehind) await open();
    const option = list.isOpen() && list.active();
    if (option) choose(option);
  }

  let timer;
  input.addEventListener('input', () => {
    typed = true;
    isBehind = true;
    clearTimeout(timer);
    timer = setTimeout(() => void open(), least > 0 ? searchMilliseconds : 0);
  });
  input.addEventListener('click', () => {
    if (!typed) input.select();
    if (!list.isOpen()) void open();
  });
  input.addEventListener('blur', () => {
    clearTimeout(timer);
    isBehind = false;
    asked++;
    list.hide();
    const isEmptied = typed && input.value === '' && !multiple && clearable && selected.length > 0;
    typed = false;
    if (isEmptied) return void take([]);
    if (multiple) input.value = '';
    return drawChosen();
  });
  input.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (list.isOpen()) list.move(step);
      else void open();
    } else if (event.key === 'Enter' && (list.isOpen() || isBehind)) {
      event.preventDefault();
      void chooseActive();
    } else if (event.key === 'Escape' && list.isOpen()) {
      event.preventDefault();
      event.stopPropagation();
      list.hide();
    } else if (event.key === 'Backspace' && multiple && input.value === '' && selected.length > 0)
      void take(selected.slice(0, -1));
  });
  drawChosen();
  return box;
}
