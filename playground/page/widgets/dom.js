// Building elements. Text goes in as text, never as HTML.

/** An element with attributes and children. `on…` are listeners; undefined and false leave an attribute out. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value === undefined || value === false || value === null) continue;
    else if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== ''));
  return element;
}

const svg = 'http://www.w3.org/2000/svg';

/** One of the drawings at the end of index.html, for the eye alone. */
export function icon(name) {
  const drawing = document.createElementNS(svg, 'svg');
  drawing.setAttribute('class', 'icon');
  drawing.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(svg, 'use');
  use.setAttribute('href', `#icon-${name}`);
  drawing.append(use);
  return drawing;
}

/** A button that shows a drawing alone, with its name for those who can't see it. */
export const iconButton = (name, label, attributes = {}) =>
  make(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': label, title: label, ...attributes },
    icon(name),
  );

let counter = 0;
export const unique = (prefix) => `${prefix}-${++counter}`;

const colours = 8;

/** A square with initials; the same name has the same colour everywhere. */
export function avatar(name, kind = 'person') {
  const initials = name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .join('')
    .slice(0, 2)
    .toUpperCase();
  const colour = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % colours;
  return make('span', { class: `avatar ${kind} colour-${colour}`, 'aria-hidden': 'true' }, initials);
}
