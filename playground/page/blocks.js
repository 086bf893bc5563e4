// Draws Block Kit: one small function per kind of block. Text goes in as text, never as HTML.

/** An element with attributes and children. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value === undefined || value === false) continue;
    else if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  element.append(...children.filter((child) => child !== undefined && child !== ''));
  return element;
}

const time = (seconds) => new Date(seconds * 1000).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
const entities = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** mrkdwn as the bot uses it: dates, and escapes. */
const mrkdwn = (text) =>
  entities(text.replace(/<!date\^(\d+)\^[^|>]*\|[^>]*>/g, (_, seconds) => time(Number(seconds))));
const text = (object) => (object?.type === 'mrkdwn' ? mrkdwn(object.text) : (object?.text ?? ''));

const pieces = {
  text: ({ text: said, style }) =>
    style?.bold ? make('strong', {}, said) : style?.code ? make('code', {}, said) : said,
  date: ({ timestamp }) => make('time', {}, time(timestamp)),
  link: ({ url, text: said }) => make('a', { href: url, rel: 'noreferrer', target: '_blank' }, said ?? url),
  user: ({ user_id: id }) => make('strong', {}, `@${id}`),
};

const elements = {
  button: (element, press) => {
    const ask = () => {
      const { confirm } = element;
      if (confirm && !window.confirm(`${text(confirm.title)}\n\n${text(confirm.text)}`)) return;
      press({ type: 'button', action_id: element.action_id, value: element.value });
    };
    return make('button', { type: 'button', class: element.style, onclick: ask }, text(element.text));
  },
  static_select: (element, press) => {
    const label = text(element.placeholder);
    const options = element.options.map((option) =>
      make(
        'option',
        { value: option.value, selected: option.value === element.initial_option?.value },
        text(option.text),
      ),
    );
    const choose = ({ target }) => {
      const selected = element.options.find((option) => option.value === target.value);
      press({ type: element.type, action_id: element.action_id, selected_option: selected });
    };
    const none = element.initial_option ? [] : [make('option', { value: '' }, label)];
    return make('select', { 'aria-label': label, onchange: choose }, ...none, ...options);
  },
};

const blocks = {
  section: (block, press) =>
    make(
      'div',
      { class: 'section' },
      make(
        'div',
        {},
        make('div', { class: 'text' }, text(block.text)),
        ...(block.fields ?? []).map((field) => make('div', { class: 'field' }, text(field))),
      ),
      block.accessory ? elements[block.accessory.type](block.accessory, press) : undefined,
    ),
  rich_text: (block) =>
    make(
      'div',
      { class: 'text' },
      ...block.elements.flatMap((section) => section.elements.map((piece) => pieces[piece.type](piece))),
    ),
  header: (block) => make('h3', {}, text(block.text)),
  divider: () => make('hr'),
  context: (block) => make('small', {}, ...block.elements.map(text)),
  actions: (block, press) =>
    make('div', { class: 'actions' }, ...block.elements.map((element) => elements[element.type](element, press))),
  input: (block, _press, form) => form.input(block),
};

/** Draws a list of blocks. `press(blockId, action)` is told what was pressed or chosen; `form` draws inputs. */
export function draw(list, press, form) {
  const drawn = list.map((block) => blocks[block.type]?.(block, (action) => press(block.block_id, action), form) ?? '');
  return make('div', { class: 'blocks' }, ...drawn);
}
