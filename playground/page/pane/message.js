// One message: who, when, what, and what can be done with it.
import { drawBlocks } from '../blocks/blocks.js';
import { clockTime, wholeTime } from '../blocks/dates.js';
import { mrkdwn } from '../blocks/mrkdwn.js';
import { avatar, icon, iconButton, make } from '../widgets/dom.js';
import { menuButton } from '../widgets/menu.js';

/**
 * `place` knows what surrounds it: viewer, surface(message), act (what the toolbar does), editing (the message that is
 * being edited), replies(ts), and whether this is a thread. A compact message goes on after one of the same author.
 */
export function drawMessage(message, place, isCompact) {
  const { viewer } = place;
  const body = make(
    'div',
    { class: 'message-body' },
    isCompact ? undefined : heading(message, viewer),
    message.onlyFor ? make('p', { class: 'only' }, icon('eye'), 'Only visible to you') : undefined,
    place.editing === message.ts ? editor(message, place) : content(message, place),
    ...filesOf(message, place),
    repliesOf(message, place),
  );
  const time = clockTime(message.at, viewer.timeZone);
  const side = isCompact
    ? make('time', { class: 'side-time', title: wholeTime(message.at, viewer.timeZone) }, time.replace(/\s?[AP]M/, ''))
    : avatar(message.author, message.isBot ? 'app' : 'person');
  return make(
    'article',
    {
      class: `message${isCompact ? ' compact' : ''}${message.onlyFor ? ' private' : ''}`,
      'aria-label': `${message.author}, ${time}`,
    },
    side,
    body,
    toolbar(message, place),
  );
}

function heading({ author, isBot, at }, { timeZone }) {
  return make(
    'header',
    { class: 'message-head' },
    make('strong', {}, author),
    isBot ? make('span', { class: 'badge' }, 'APP') : undefined,
    make('time', { title: wholeTime(at, timeZone) }, clockTime(at, timeZone)),
  );
}

function content(message, place) {
  const edited = message.edited ? make('span', { class: 'edited' }, ' (edited)') : undefined;
  if (message.blocks.length > 0)
    return make(
      'div',
      {},
      drawBlocks(make('div', { class: 'blocks' }), message.blocks, place.surface(message)),
      edited,
    );
  return make('div', { class: 'text' }, ...mrkdwn(message.text, place.viewer), edited);
}

/** What it carries, to be kept. */
function filesOf({ files = [] }, { act }) {
  return files.map(({ id, name }) =>
    make('a', { class: 'file', href: act.fileAddress(id), download: name }, icon('file'), name),
  );
}

function repliesOf(message, place) {
  const count = place.isThread ? 0 : place.replies(message.ts);
  if (count === 0) return undefined;
  const label = `${count} ${count === 1 ? 'reply' : 'replies'}`;
  return make(
    'button',
    { type: 'button', class: 'replies', onclick: () => place.act.openThread(message.ts) },
    icon('thread'),
    label,
  );
}

/** The message's own words in a box, to change them. */
function editor(message, place) {
  const box = make('textarea', {
    class: 'text-input',
    rows: '2',
    'aria-label': 'Edit message',
    'data-focus-on-load': true,
  });
  box.value = place.act.wordsOf(message);
  const save = () => place.act.saveEdit(message, box.value.trim());
  const button = (label, kind, act) => make('button', { type: 'button', class: `button ${kind}`, onclick: act }, label);
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') place.act.edit(undefined);
    else if (event.key === 'Enter' && !event.shiftKey) save();
    else return;
    event.preventDefault();
  });
  const buttons = make(
    'div',
    { class: 'actions' },
    button('Cancel', '', () => place.act.edit(undefined)),
    button('Save', 'primary', save),
  );
  return make('div', { class: 'editor' }, box, buttons);
}

function toolbar(message, place) {
  const name = `${message.author}, ${clockTime(message.at, place.viewer.timeZone)}`;
  const canReply = !place.isThread && !message.onlyFor;
  const reply = iconButton('thread', 'Reply in thread', {
    'data-focus': `reply ${message.ts}`,
    onclick: () => place.act.openThread(message.ts),
  });
  const more = menuButton(
    iconButton('more', 'More actions', { 'data-focus': `more ${message.ts}` }),
    `Message of ${name}`,
    () => menuItems(message, place),
  );
  return make('div', { class: 'toolbar' }, canReply ? reply : undefined, more);
}

/** The app's message shortcuts, and for one's own messages what one can do with them. */
function menuItems(message, place) {
  const { act, viewer } = place;
  const shortcuts = place.messageShortcuts.map(({ callbackId, name, description }) => ({
    icon: 'bolt',
    label: name,
    detail: description,
    act: () => act.shortcut(callbackId, message),
  }));
  const own = [
    { icon: 'edit', label: 'Edit message', act: () => act.edit(message.ts) },
    { icon: 'trash', label: 'Delete message', danger: true, act: () => act.remove(message) },
  ];
  const items = [...(message.onlyFor ? [] : shortcuts), ...(message.authorId === viewer.userId ? own : [])];
  return items.length > 0 ? items : [{ label: 'Nothing can be done with this message', act: () => {} }];
}
