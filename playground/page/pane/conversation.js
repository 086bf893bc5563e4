// The messages of a channel or a thread, oldest first, with a line where a day begins.
import { dayName } from '../blocks/dates.js';
import { createState } from '../blocks/state.js';
import { make } from '../widgets/dom.js';
import { keepingFocus } from '../widgets/focus.js';
import { redraw } from '../widgets/redraw.js';
import { drawMessage } from './message.js';

const togetherSeconds = 5 * 60;
const nearPixels = 60;

export function createConversation({ surfaceOf, act }) {
  const list = make('div', { class: 'messages', role: 'log', tabindex: '0' });
  const states = new Map();
  let isAtEnd = true;
  const toEnd = () => {
    list.scrollTop = list.scrollHeight;
  };
  list.addEventListener('scroll', () => {
    isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < nearPixels;
  });
  // A picture has its height only now.
  list.addEventListener('load', () => isAtEnd && toEnd(), true);

  function stateOf({ ts }) {
    if (!states.has(ts)) states.set(ts, createState());
    return states.get(ts);
  }

  return {
    node: list,
    clear: () => list.replaceChildren(),
    toEnd,
    /** Shows a channel, or one of its threads; whoever is at its end stays there. `editing` is the message being edited. */
    draw(channel, { screen, viewer, thread, editing }) {
      const all = channel.messages;
      const place = {
        viewer,
        act,
        editing,
        isThread: thread !== undefined,
        messageShortcuts: screen.shortcuts.filter((one) => one.type === 'message'),
        replies: (ts) => all.filter((one) => one.threadTs === ts && one.ts !== ts).length,
        surface: (message) =>
          surfaceOf({ channelId: channel.id, ts: message.ts }, () => message.blocks, stateOf(message)),
      };
      const shown = all.filter((message) => (thread ? isOf(thread, message) : isOnTop(message)));
      const items = [
        { key: 'start', same: '', draw: () => (thread ? make('div') : start(channel, screen.app)) },
        ...itemsOf(shown, place),
      ];
      list.setAttribute('aria-label', thread ? 'Thread' : `Messages in ${channel.name}`);
      const wasAtEnd = isAtEnd;
      keepingFocus(list, () => redraw(list, items));
      if (wasAtEnd) toEnd();
    },
  };
}

const isOf = (thread, { ts, threadTs }) => ts === thread || threadTs === thread;
const isOnTop = ({ ts, threadTs, alsoInChannel }) => !threadTs || threadTs === ts || alsoInChannel;

function itemsOf(messages, place) {
  const day = ({ at }) => dayName(at, place.viewer.timeZone);
  const items = [];
  for (const [index, message] of messages.entries()) {
    const before = messages[index - 1];
    const isNewDay = !before || day(before) !== day(message);
    if (isNewDay) items.push(dayItem(day(message)));
    const isCompact = !isNewDay && goesOn(before, message);
    const isEdited = place.editing === message.ts;
    items.push({
      key: message.ts,
      same: JSON.stringify([message, isCompact, isEdited, place.isThread, place.replies(message.ts)]),
      draw: () => drawMessage(message, place, isCompact),
    });
  }
  return items;
}

const dayItem = (day) => ({
  key: `day ${day}`,
  same: day,
  draw: () => make('div', { class: 'day' }, make('span', {}, day)),
});

/** The same author again soon after, where both are seen by the same people. */
function goesOn(before, message) {
  return (
    before.authorId === message.authorId &&
    message.at - before.at < togetherSeconds &&
    Boolean(before.onlyFor) === Boolean(message.onlyFor) &&
    !message.isBot
  );
}

function start({ name, kind }, app) {
  const isDirect = kind === 'direct';
  const words = isDirect
    ? `This is where ${app.name} writes to you.`
    : `This is the start of #${name}. Type / below to see what ${app.name} can do.`;
  return make('div', { class: 'start' }, make('h2', {}, isDirect ? app.name : `# ${name}`), make('p', {}, words));
}
