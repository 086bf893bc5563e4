// The playground's page: shows what one person sees, and tells the server what they do.
import { draw, make } from './blocks.js';

const find = (id) => document.getElementById(id);
const token = document.querySelector('meta[name=token]').content;
let me = location.hash.slice(1) || 'ada';
let place = 'home';
let seen;
let openModal = '';

const address = (path) => `${path}?token=${token}&person=${encodeURIComponent(me)}`;
const post = async (what) =>
  (await fetch(address('/act'), { method: 'POST', body: JSON.stringify(what) })).json().catch(() => undefined);

/** Tells what went wrong without an answer from the bot. */
async function perform(what) {
  const result = await post(what);
  if (result?.kind === 'failed') window.alert(`Dibs did not respond: ${result.text}`);
  return result;
}

async function refresh() {
  seen = await (await fetch(address('/screen'))).json();
  drawSide();
  drawContent();
  drawModal();
}

function drawSide() {
  find('workspace').textContent = seen.workspace;
  const person = find('person');
  person.replaceChildren(
    ...seen.people.map(({ name, fullName }) => make('option', { value: name, selected: name === me }, fullName)),
  );
  const places = [...seen.channels, { id: 'home', name: 'Home of Dibs' }];
  const go = (id) => () => {
    place = id;
    if (id === 'home') void perform({ do: 'home' });
    drawSide();
    drawContent();
  };
  const buttons = places.map(({ id, name }) =>
    make('button', { type: 'button', 'aria-current': id === place && 'page', onclick: go(id) }, name),
  );
  const focused = [...find('places').children].indexOf(document.activeElement);
  find('places').replaceChildren(...buttons);
  find('places').children[focused]?.focus();
  find('place').textContent = places.find(({ id }) => id === place).name;
}

function drawContent() {
  const content = find('content');
  find('composer').hidden = place === 'home';
  if (place === 'home') {
    const view = seen.home;
    const press = (blockId, action) => perform({ do: 'press', on: { viewId: view.id }, blockId, action });
    content.replaceChildren(view ? draw(view.blocks, press) : make('p', {}, 'Nothing yet.'));
    return;
  }
  const channel = seen.channels.find(({ id }) => id === place);
  content.replaceChildren(...channel.messages.map(drawMessage));
  content.scrollTop = content.scrollHeight;
}

function drawMessage(message) {
  const on = { channelId: message.channelId, ts: message.ts };
  const press = (blockId, action) => perform({ do: 'press', on, blockId, action });
  const make_task = () => perform({ do: 'shortcut', id: 'task.from-message', ...on });
  const byPerson = message.author !== 'Dibs';
  return make(
    'article',
    { class: 'message' },
    make(
      'header',
      {},
      message.author,
      ' ',
      make(
        'small',
        {},
        new Date(message.at * 1000).toLocaleTimeString([], { timeStyle: 'short' }),
        message.onlyFor ? ' · only you see this' : '',
      ),
    ),
    message.blocks.length > 0 ? draw(message.blocks, press) : make('div', { class: 'text' }, message.text),
    byPerson ? make('button', { type: 'button', class: 'quiet', onclick: make_task }, '⋯ Make a task') : undefined,
  );
}

/** Inputs of the form on top; what is typed stays while the screen changes behind it. */
const form = {
  input(block) {
    const { element } = block;
    const id = `input-${block.block_id}`;
    const hint = block.hint ? make('small', {}, block.hint.text) : undefined;
    const error = make('p', { class: 'error', id: `${id}-error`, role: 'alert' });
    const label = make('label', { for: id }, block.label.text + (block.optional ? ' (optional)' : ''));
    return make('div', { class: 'input', 'data-label': block.label.text }, label, control(element, id), hint, error);
  },
};

function control(element, id) {
  const common = { id, 'aria-describedby': `${id}-error` };
  if (element.type === 'static_select') {
    const options = element.options.map((option) =>
      make('option', { selected: option.value === element.initial_option?.value }, option.text.text),
    );
    return make('select', common, ...options);
  }
  if (element.type === 'users_select')
    return make(
      'select',
      common,
      make('option', { value: '' }, ''),
      ...seen.people.map(({ name, fullName }) => make('option', { value: name }, fullName)),
    );
  if (element.type === 'external_select') {
    const list = make('datalist', { id: `${id}-list` });
    const suggest = async ({ target }) => {
      if (target.value.length < (element.min_query_length ?? 0)) return;
      const options = await post({ do: 'suggest', actionId: element.action_id, text: target.value });
      list.replaceChildren(...options.map((option) => make('option', { value: option.text.text })));
    };
    return make('span', {}, make('input', { ...common, list: list.id, autocomplete: 'off', oninput: suggest }), list);
  }
  const most = { maxlength: element.max_length };
  if (element.multiline) return make('textarea', { ...common, ...most, rows: 4 }, element.initial_value ?? '');
  return make('input', { ...common, ...most, value: element.initial_value, autocomplete: 'off' });
}

function drawModal() {
  const view = seen.modals.at(-1);
  const dialog = find('modal');
  if (!view) {
    openModal = '';
    return dialog.open && dialog.close();
  }
  if (openModal === view.id + view.hash) return undefined;
  openModal = view.id + view.hash;
  const press = (blockId, action) => perform({ do: 'press', on: { viewId: view.id }, blockId, action });
  find('modal-title').textContent = view.title.text;
  find('modal-problem').textContent = '';
  find('modal-body').replaceChildren(draw(view.blocks, press, form));
  find('modal-close').textContent = view.close?.text ?? 'Close';
  find('modal-submit').textContent = view.submit?.text ?? '';
  find('modal-submit').hidden = !view.submit;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector('input, textarea, select, #modal-submit:not([hidden])')?.focus();
  return undefined;
}

async function submit() {
  const inputs = [...document.querySelectorAll('#modal-body .input')];
  const values = Object.fromEntries(
    inputs.map((input) => [input.dataset.label, input.querySelector('input, textarea, select').value]),
  );
  const result = await perform({ do: 'submit', values });
  for (const input of inputs) input.querySelector('.error').textContent = result?.errors?.[input.dataset.label] ?? '';
  const first = inputs.find((input) => result?.errors?.[input.dataset.label]);
  first?.querySelector('input, textarea, select').focus();
  find('modal-problem').textContent = result?.error ?? '';
  await refresh();
}

find('modal-form').addEventListener('submit', (event) => {
  event.preventDefault();
  void submit();
});
const close = (event) => {
  event.preventDefault();
  void post({ do: 'close' }).then(refresh);
};
find('modal-close').addEventListener('click', close);
find('modal').addEventListener('cancel', close);

find('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const box = find('box');
  const text = box.value.trim();
  box.value = '';
  if (text) void perform({ do: text.startsWith('/') ? 'command' : 'say', text, channelId: place });
});
find('person').addEventListener('change', ({ target }) => {
  me = target.value;
  location.hash = me;
  openModal = '';
  if (place.startsWith('D')) place = 'home';
  watch();
});
find('new-task').addEventListener('click', () => void perform({ do: 'shortcut', id: 'task.new' }));

const words = [
  '/account sign-up',
  '/group create ',
  '/group invite ',
  '/project create ',
  '/project join ',
  '/task add ',
  '/task claim ',
  '/task complete ',
  '/task list',
  '/task help',
  '/group help',
  '/project help',
  '/account',
];
find('commands').replaceChildren(...words.map((value) => make('option', { value })));

let events;
let pending = false;
function watch() {
  events?.close();
  events = new EventSource(address('/changes'));
  events.onmessage = () => {
    if (pending) return;
    pending = true;
    setTimeout(() => {
      pending = false;
      void refresh();
    }, 30);
  };
  place = place === 'home' ? place : (seen?.channels[0]?.id ?? 'home');
  void perform({ do: 'home' }).then(refresh);
}
watch();
