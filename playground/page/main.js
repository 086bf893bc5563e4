// The page: two panes with a person each, and the tools above them.
import { startOver, watch } from './client.js';
import { createInspector } from './inspector.js';
import { createPane } from './pane/pane.js';
import { remembered } from './remembered.js';
import { avatar, make } from './widgets/dom.js';
import { keepingFocus } from './widgets/focus.js';
import { menuButton } from './widgets/menu.js';
import { ask } from './widgets/overlay.js';
import { redraw } from './widgets/redraw.js';

const find = (id) => document.getElementById(id);
const memory = remembered();
const slots = memory.panes.map((pane) => ({ ...pane }));
let active = 0;
const live = [];

/** Puts one pane in its slot, or somebody else's in place of it. */
function fill(slot) {
  const remember = () => memory.keep({ panes: slots });
  const pane = createPane({
    ...slots[slot],
    moved: (place) => {
      slots[slot].place = place;
      remember();
    },
    switchTo: (who) => {
      slots[slot] = { who, place: slots[slot].place };
      remember();
      void fill(slot).then((fresh) => fresh.focus());
    },
    shown: () => drawPeople(),
  });
  for (const event of ['focusin', 'pointerdown']) pane.node.addEventListener(event, () => activate(slot));
  const earlier = live[slot];
  live[slot] = pane;
  if (earlier) earlier.node.replaceWith(pane.node);
  else find('panes').append(pane.node);
  return pane
    .open()
    .catch((error) => {
      // Who sat here is no longer there, or nothing is: the next load begins with those that always are.
      memory.forget();
      say(error.message);
    })
    .then(() => pane);
}

/** Which pane one sees where there is room for one alone. */
function activate(slot) {
  active = slot;
  for (const [index, { node }] of live.entries()) node.classList.toggle('active', index === active);
  drawPeople();
}

/** A button for each person, for where there is room for one pane alone. */
function drawPeople() {
  const items = live.map((pane, slot) => {
    const name = pane.fullName();
    const isNew = pane.unread() > 0;
    const current = slot === active ? 'true' : undefined;
    const dot = isNew ? make('span', { class: 'dot' }, make('span', { class: 'hidden' }, ', new messages')) : undefined;
    return {
      key: slot,
      same: `${name} ${isNew} ${current}`,
      draw: () =>
        make(
          'button',
          {
            type: 'button',
            class: 'tool',
            'aria-current': current,
            'data-focus': `person ${slot}`,
            onclick: () => activate(slot),
          },
          avatar(name),
          name.split(' ')[0],
          dot,
        ),
    };
  });
  keepingFocus(find('people'), () => redraw(find('people'), items));
}

function sideBySide(isOn) {
  memory.keep({ sideBySide: isOn });
  find('side-by-side').setAttribute('aria-pressed', String(isOn));
  document.body.classList.toggle('side-by-side', isOn);
}

const refreshAll = () => Promise.all(live.map((pane) => pane.refresh())).catch(() => undefined);

const inspector = createInspector(find('inspector'), find('inspector-switch'));

find('side-by-side').addEventListener('click', () => sideBySide(!memory.sideBySide));

const themes = { system: 'As the system', light: 'Light', dark: 'Dark' };
menuButton(find('theme'), 'Theme', () =>
  Object.entries(themes).map(([theme, label]) => ({
    label,
    checked: document.documentElement.dataset.theme === theme,
    act: () => {
      document.documentElement.dataset.theme = theme;
      localStorage.setItem('theme', theme);
    },
  })),
);

async function beginAnew() {
  const isSure = await ask(document.body, {
    title: 'Start over?',
    text: 'Everything that was done here goes: messages, accounts, groups, projects and tasks. It cannot be undone.',
    confirm: 'Start over',
    deny: 'Cancel',
    danger: true,
  });
  if (!isSure) return;
  say('Starting over…');
  try {
    await startOver();
    memory.forget();
    location.reload();
  } catch (error) {
    say(error.message);
  }
}
find('start-over').addEventListener('click', () => void beginAnew());

const say = (words) => {
  find('connection').textContent = words;
};

sideBySide(memory.sideBySide);
for (const slot of slots.keys()) void fill(slot);
activate(0);

let isAwaited = false;
watch({
  changed() {
    // What changes at once is shown at once.
    if (isAwaited) return;
    isAwaited = true;
    requestAnimationFrame(() => {
      isAwaited = false;
      void refreshAll();
    });
  },
  inspected: () => inspector.refresh(),
  connected(isThere, isGone) {
    if (isGone) location.reload();
    say(isThere ? '' : 'The playground has stopped. Waiting for it…');
    if (isThere) void refreshAll();
  },
});
