// The list of choices under a box that one types in: it is moved through by arrows while the caret stays in the box.
import { make, unique } from './dom.js';
import { closingOutside, showBeside } from './popup.js';

/**
 * A listbox for an input. `show` takes groups of { heading?, options: [{ label, aside?, detail?, picture?, chosen? }] };
 * `choose` is told which option was taken.
 */
export function createListbox(input, { label, anchor = input, choose, multiple = false }) {
  const id = unique('list');
  // A textarea stays a text box, which can't be said to be expanded, and its list must be reached to be scrolled.
  const isBox = input.matches('input');
  const list = make('div', {
    id,
    class: 'listbox',
    role: 'listbox',
    tabindex: isBox ? undefined : '0',
    'aria-label': label,
    'aria-multiselectable': multiple ? 'true' : undefined,
    popover: 'manual',
  });
  let options = [];
  let active = -1;
  let stop = () => {};
  const expanded = (is) => isBox && input.setAttribute('aria-expanded', String(is));
  if (isBox) input.setAttribute('role', 'combobox');
  input.setAttribute('autocomplete', 'off');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-haspopup', 'listbox');
  input.setAttribute('aria-controls', id);
  expanded(false);

  function hide() {
    stop();
    if (list.matches(':popover-open')) list.hidePopover();
    expanded(false);
    input.removeAttribute('aria-activedescendant');
    active = -1;
  }

  function draw(option, index) {
    const aside = option.aside ? make('span', { class: 'aside' }, option.aside) : undefined;
    const detail = option.detail ? make('small', {}, option.detail) : undefined;
    return make(
      'div',
      {
        id: `${id}-${index}`,
        role: 'option',
        class: 'option',
        'aria-selected': String(Boolean(option.chosen)),
        // The press must not take the caret out of the box.
        onpointerdown: (event) => event.preventDefault(),
        onclick: () => choose(option),
      },
      option.picture,
      make('span', { class: 'menu-words' }, option.label, aside && ' ', aside, detail),
    );
  }

  function activate(index) {
    list.querySelector('.active')?.classList.remove('active');
    active = index;
    const node = list.querySelector(`#${id}-${index}`);
    if (!node) return input.removeAttribute('aria-activedescendant');
    node.classList.add('active');
    node.scrollIntoView({ block: 'nearest' });
    return input.setAttribute('aria-activedescendant', node.id);
  }

  return {
    node: list,
    hide,
    isOpen: () => list.matches(':popover-open'),
    /** What Enter would take. */
    active: () => options[active],
    move(step) {
      if (options.length > 0) activate((active + step + options.length) % options.length);
    },
    show(groups, { first = 0, nothing = 'Nothing matches' } = {}) {
      options = groups.flatMap((group) => group.options);
      let index = 0;
      const drawn = groups.map(({ heading, options }) => {
        const nodes = options.map((option) => draw(option, index++));
        if (!heading) return nodes;
        return make(
          'div',
          { role: 'group', 'aria-label': heading },
          make('div', { class: 'menu-heading' }, heading),
          ...nodes,
        );
      });
      list.replaceChildren(...drawn.flat());
      if (options.length === 0) list.append(make('div', { class: 'menu-heading' }, nothing));
      stop();
      showBeside(list, anchor);
      stop = closingOutside([list, anchor, input], hide);
      expanded(true);
      activate(Math.min(first, options.length - 1));
    },
  };
}
