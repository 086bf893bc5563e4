// The head of a pane: where one is, the way back from a thread, and in a narrow pane the way to the places.
import { avatar, icon, iconButton, make } from '../widgets/dom.js';

export function createTitle({ togglePlaces, leaveThread }) {
  const title = make('h1', { class: 'place-title', tabindex: '-1' });
  const opener = make('button', {
    type: 'button',
    class: 'places-opener',
    onclick: togglePlaces,
  });
  const back = iconButton('back', 'Back to the channel', { hidden: true, onclick: leaveThread });
  return {
    node: make('header', { class: 'place-head' }, opener, back, title),
    opener,
    focus: () => title.focus(),
    /** `place` is { kind: 'home' | 'channel' | 'direct', name }. */
    draw({ kind, name }, { me, app }, isThread, isNew) {
      const picture = { home: 'home', direct: 'message', channel: 'hash' }[kind];
      const words = make('span', { class: 'place-name' }, isThread ? `Thread in ${name}` : name);
      const owner = kind === 'channel' ? '' : make('span', { class: 'place-of' }, app.name);
      title.replaceChildren(icon(isThread ? 'thread' : picture), words, owner);
      back.hidden = !isThread;
      opener.replaceChildren(icon('menu'), avatar(me.fullName), make('span', { class: 'hidden' }, 'Places'));
      opener.classList.toggle('new', isNew);
    },
  };
}
