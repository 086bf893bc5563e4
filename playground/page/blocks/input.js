// The input block: a label tied to its control, a hint, and the place where a refusal is shown.
import { make, unique } from '../widgets/dom.js';
import { drawElement } from './elements.js';
import { plain } from './text.js';

const isGroup = (element) => ['checkboxes', 'radio_buttons'].includes(element.type);

export function input(block, surface) {
  const id = unique('field');
  const label = [plain(block.label), block.optional ? make('span', { class: 'optional' }, ' (optional)') : ''];
  const hint = block.hint ? make('p', { id: `${id}-hint`, class: 'hint' }, plain(block.hint)) : undefined;
  const error = make('p', { id: `${id}-error`, class: 'error', hidden: true });
  const describedBy = [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(' ');
  const naming = {
    id,
    'aria-describedby': describedBy,
    'aria-labelledby': isGroup(block.element) ? `${id}-label` : undefined,
  };
  const control = drawElement(block.element, block, surface, naming);
  const named = isGroup(block.element)
    ? make('span', { id: `${id}-label`, class: 'label' }, ...label)
    : make('label', { for: id, class: 'label' }, ...label);
  return make('div', { class: 'block input', 'data-block': block.block_id }, named, control, error, hint);
}

/** Shows what is wrong at each field of a form, `{ blockId: sentence }`, and goes to the first. */
export function showErrors(form, errors) {
  for (const field of form.querySelectorAll('.input')) {
    const error = field.querySelector('.error');
    const said = errors[field.dataset.block];
    error.textContent = said ?? '';
    error.hidden = !said;
    const control = field.querySelector(`[aria-describedby~="${error.id}"]`);
    if (said) control?.setAttribute('aria-invalid', 'true');
    else control?.removeAttribute('aria-invalid');
  }
  const first = form.querySelector('[aria-invalid]');
  (first?.querySelector('input') ?? first)?.focus();
}
