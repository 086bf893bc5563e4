// Elements that are typed into or picked from: texts, dates and times, checkboxes, radio buttons.
import { make, unique } from '../widgets/dom.js';
import { localOf, secondsOf } from './dates.js';
import { plain, text } from './text.js';

/** When a text input of a form tells the app: at Enter, or at each character. */
const dispatches = (element, when) =>
  (element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']).includes(when);

function typed(element, field, attributes, name = 'input') {
  const most = element.max_length ?? 3000;
  const count = element.multiline ? make('small', { class: 'count', 'aria-hidden': 'true' }) : undefined;
  const node = make(name, {
    ...field.naming,
    ...attributes,
    class: 'text-input',
    maxlength: most,
    minlength: element.min_length,
    placeholder: plain(element.placeholder),
    autocomplete: 'off',
    oninput: () => {
      field.keep(node.value === '' ? null : node.value);
      drawCount();
      if (!field.isSilent && dispatches(element, 'on_character_entered')) void field.press({ value: node.value });
    },
    onkeydown: (event) => {
      if (event.key !== 'Enter' || field.isSilent || element.multiline || !dispatches(element, 'on_enter_pressed'))
        return;
      event.preventDefault();
      void field.press({ value: node.value });
    },
  });
  const drawCount = () => {
    if (count) count.textContent = node.value.length > most * 0.8 ? String(most - node.value.length) : '';
  };
  node.value = field.value() ?? '';
  drawCount();
  return count ? make('span', { class: 'counted' }, node, count) : node;
}

const plainTextInput = (element, field) =>
  element.multiline ? typed(element, field, { rows: '4' }, 'textarea') : typed(element, field, { type: 'text' });

const numberInput = (element, field) =>
  typed(element, field, { type: 'text', inputmode: element.is_decimal_allowed ? 'decimal' : 'numeric' });

function picker(element, field, type, read = (value) => value, write = (value) => value) {
  const node = make('input', {
    ...field.naming,
    class: 'text-input picker',
    type,
    title: plain(element.placeholder) || undefined,
    onchange: () => {
      const before = field.value();
      void field.change(node.value ? read(node.value) : null).then((isKept) => {
        if (!isKept) node.value = before === null ? '' : write(before);
      });
    },
  });
  const value = field.value();
  node.value = value === null ? '' : write(value);
  return node;
}

const dateTimePicker = (element, field) => {
  const { timeZone } = field.viewer;
  const read = (local) => secondsOf(local, timeZone);
  return picker(element, field, 'datetime-local', read, (seconds) => localOf(seconds, timeZone));
};

/** Checkboxes or radio buttons, in a group that has the field's name. */
function choices(element, field, type) {
  const {
    'aria-label': label,
    'aria-labelledby': labelledBy,
    'aria-describedby': describedBy,
    id,
    ...focus
  } = field.naming;
  const name = unique('choice');
  const isMany = type === 'checkbox';
  const isChosen = (option) => (isMany ? field.value() : [field.value()]).some((one) => one?.value === option.value);
  const draw = () => {
    for (const [index, option] of element.options.entries()) boxes[index].checked = isChosen(option);
  };
  const change = () => {
    const chosen = element.options.filter((_, index) => boxes[index].checked);
    void field.change(isMany ? chosen : (chosen[0] ?? null)).then(draw);
  };
  const boxes = element.options.map((option) =>
    make('input', {
      type,
      name,
      value: option.value,
      onchange: change,
      'data-focus': `${focus['data-focus']} ${option.value}`,
    }),
  );
  const rows = element.options.map((option, index) => {
    const detail = option.description ? make('small', {}, ...text(option.description, field.viewer)) : undefined;
    return make(
      'label',
      { class: 'choice' },
      boxes[index],
      make('span', {}, ...text(option.text, field.viewer), detail),
    );
  });
  draw();
  const role = isMany ? 'group' : 'radiogroup';
  return make(
    'div',
    { id, class: 'choices', role, 'aria-label': label, 'aria-labelledby': labelledBy, 'aria-describedby': describedBy },
    ...rows,
  );
}

export const inputs = {
  plain_text_input: plainTextInput,
  email_text_input: (element, field) => typed(element, field, { type: 'email' }),
  url_text_input: (element, field) => typed(element, field, { type: 'url' }),
  number_input: numberInput,
  datepicker: (element, field) => picker(element, field, 'date'),
  timepicker: (element, field) => picker(element, field, 'time'),
  datetimepicker: dateTimePicker,
  checkboxes: (element, field) => choices(element, field, 'checkbox'),
  radio_buttons: (element, field) => choices(element, field, 'radio'),
};
