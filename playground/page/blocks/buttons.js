// Elements that are pressed: the button, and the overflow menu.
import { iconButton, make } from '../widgets/dom.js';
import { menuButton } from '../widgets/menu.js';
import { plain } from './text.js';

export function button(element, field) {
  const label = plain(element.text);
  const attributes = {
    ...field.naming,
    class: `button ${element.style ?? ''}`,
    'aria-label': element.accessibility_label,
    onclick: ({ currentTarget }) =>
      void field.press({ text: element.text, value: element.value, style: element.style }, currentTarget),
  };
  return element.url
    ? make('a', { ...attributes, href: element.url, target: '_blank', rel: 'noopener noreferrer' }, label)
    : make('button', { ...attributes, type: 'button' }, label);
}

export function overflow(element, field) {
  const opener = iconButton('more', 'More actions', {
    ...field.naming,
    'aria-label': undefined,
    class: 'button square',
  });
  opener.setAttribute(
    'aria-label',
    field.naming['aria-label'] ? `More actions: ${field.naming['aria-label']}` : 'More actions',
  );
  const items = () =>
    element.options.map((option) => ({
      label: plain(option.text),
      detail: plain(option.description),
      href: option.url,
      act: () => void field.press({ selected_option: option }, opener),
    }));
  return menuButton(opener, 'More actions', items);
}
