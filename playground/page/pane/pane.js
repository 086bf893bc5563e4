// One person's window on their workspace: side, messages or Home, message box, modals.
import { clientOf } from '../client.js';
import { make } from '../widgets/dom.js';
import { ask } from '../widgets/overlay.js';
import { createComposer } from './composer.js';
import { createConversation } from './conversation.js';
import { createHome } from './home.js';
import { messageActs } from './message-acts.js';
import { createModals } from './modals.js';
import { createSidebar } from './sidebar.js';
import { createNotice, createSurfaces } from './surface.js';
import { createTitle } from './title.js';
import { unreadCounts } from './unread.js';
import { viewerOf } from './viewer.js';

/**
 * `who` is { team, person }; `place` a channel's id or 'home'. `moved(place)` is told where they go, `switchTo(who)` who
 * takes over, `shown()` that something may have changed.
 */
export function createPane({ who, place: startingPlace, moved, switchTo, shown }) {
  const client = clientOf(who);
  const unread = unreadCounts();
  let screen;
  let viewer;
  let place = startingPlace;
  let thread;
  let editing;

  const layer = make('div', { class: 'layer window' });
  const host = make('div', { class: 'host' }, layer);
  const node = make('section', { class: 'pane' }, host);
  const { node: notice, tell } = createNotice();
  const { perform, surfaceOf } = createSurfaces({ client, host, now: () => ({ screen, viewer }), tell });
  const sidebar = createSidebar({ go, switchTo });
  const title = createTitle({
    togglePlaces: () => layer.classList.toggle('places-open'),
    leaveThread: () => openThread(),
  });
  const home = createHome({ surfaceOf });
  const modals = createModals(host, { client, surfaceOf, changed: refresh });
  const act = messageActs({
    client,
    perform,
    openThread,
    edit,
    ask: (words) => ask(host, words),
    place: () => place,
    nameOf: (id) => viewer.personName(id),
  });
  const conversation = createConversation({ surfaceOf, act });
  const composer = createComposer({
    known: () => ({ commands: screen.commands, people: viewer.people, channels: viewer.channels }),
    shortcuts: () => screen.shortcuts.filter((one) => one.type === 'global'),
    send,
    runShortcut: (id) => perform(() => client.shortcut(id)),
  });
  layer.append(
    sidebar.node,
    make('div', { class: 'place' }, title.node, notice, conversation.node, home.node, composer.node),
  );

  const closePlaces = () => layer.classList.remove('places-open');
  layer.addEventListener('click', ({ target }) => {
    if (!sidebar.node.contains(target) && !title.opener.contains(target)) closePlaces();
  });
  layer.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    if (layer.classList.contains('places-open')) {
      closePlaces();
      title.opener.focus();
    } else if (thread) openThread();
  });

  function go(to) {
    closePlaces();
    place = to;
    thread = undefined;
    tell('');
    moved(to);
    if (to === 'home') void perform(() => client.home());
    drawAnew();
    if (layer.contains(document.activeElement)) (composer.node.hidden ? title : composer).focus();
  }

  /** Opens a thread by its first message, or goes back to the channel. */
  function openThread(ts) {
    const from = thread;
    thread = ts;
    drawAnew();
    if (ts && !composer.node.hidden) composer.focus();
    else (node.querySelector(`[data-focus="reply ${from}"]`) ?? title).focus();
  }

  /** Puts a message's words into a box, or what was edited back into its place. */
  function edit(ts) {
    const earlier = editing;
    editing = ts;
    draw();
    node.querySelector(ts ? '[data-focus-on-load]' : `[data-focus="more ${earlier}"]`)?.focus();
  }

  async function send(said) {
    const isCommand = said.startsWith('/');
    if (isCommand && thread) {
      tell(`${said.split(' ')[0]} is not supported in threads. Sorry!`);
      return { isUnsent: true };
    }
    conversation.toEnd();
    return perform(() => (isCommand ? client.command(said, place) : client.say(said, place, thread)));
  }

  function drawAnew() {
    editing = undefined;
    conversation.clear();
    draw();
    conversation.toEnd();
  }

  function draw() {
    const channel = screen.channels.find((one) => one.id === place);
    if (!channel && place !== 'home') return go(screen.channels[0].id);
    const isHome = !channel;
    unread.look(screen, place);
    sidebar.draw(screen, place, (id) => unread.of(screen, id));
    node.setAttribute('aria-label', `${screen.me.fullName} in ${screen.workspace.name}`);
    conversation.node.hidden = isHome;
    home.node.hidden = !isHome;
    composer.node.hidden = isHome || (channel.kind === 'direct' && !screen.app.hearsPeople);
    const name = isHome ? 'Home' : channel.kind === 'direct' ? 'Messages' : channel.name;
    title.draw({ kind: channel?.kind ?? 'home', name }, screen, Boolean(thread), unread.total(screen) > 0);
    composer.draw(
      thread ? 'Reply in thread' : `Message ${channel?.kind === 'channel' ? `#${name}` : screen.app.name}`,
      thread,
    );
    if (isHome) home.draw(screen);
    else conversation.draw(channel, { screen, viewer, thread, editing });
    return modals.show(screen.modals);
  }

  let underWay;
  let isAskedAgain = false;
  /** Asks the server what this person sees now, once at a time. */
  function refresh() {
    isAskedAgain = Boolean(underWay);
    underWay ??= client
      .screen()
      .then((now) => {
        screen = now;
        viewer = viewerOf(screen);
        draw();
        shown();
      })
      .finally(() => {
        underWay = undefined;
        if (isAskedAgain) void refresh();
      });
    return underWay;
  }

  return {
    node,
    refresh,
    /** The first look. Home is asked for as Slack does when one opens it. */
    async open() {
      await refresh();
      if (place === 'home') go('home');
      conversation.toEnd();
    },
    fullName: () => screen?.me.fullName ?? who.person,
    unread: () => (screen ? unread.total(screen) : 0),
    focus: () => sidebar.focus(),
  };
}
