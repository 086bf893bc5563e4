// The side of a pane: the workspace, who I am, the channels, and the app.
import { avatar, icon, make } from '../widgets/dom.js';
import { keepingFocus } from '../widgets/focus.js';
import { menuButton } from '../widgets/menu.js';
import { redraw } from '../widgets/redraw.js';

/** `go(place)` opens a channel's id, or 'home'; `switchTo(who)` makes the pane somebody else's. */
export function createSidebar({ go, switchTo }) {
  let screen;
  const head = make('div', { class: 'sidebar-head' });
  const list = make('div', { class: 'places' });
  const node = make('nav', { class: 'sidebar' }, head, list);

  function people() {
    return screen.workspaces.flatMap((workspace) => [
      { heading: workspace.name },
      ...workspace.people.map(({ name, fullName }) => ({
        label: fullName,
        picture: avatar(fullName),
        checked: workspace.teamId === screen.workspace.teamId && name === screen.me.name,
        act: () => switchTo({ team: workspace.teamId, person: name }),
      })),
    ]);
  }

  function drawHead() {
    const { fullName } = screen.me;
    const button = make(
      'button',
      { type: 'button', class: 'who' },
      avatar(fullName),
      make(
        'span',
        { class: 'who-words' },
        make('span', { class: 'who-name' }, fullName),
        make('span', { class: 'who-team' }, screen.workspace.name),
      ),
      icon('down'),
      make('span', { class: 'hidden' }, 'Switch person or workspace'),
    );
    return menuButton(button, 'Switch person or workspace', people);
  }

  function placeItem({ id, name, picture, unread }, current) {
    const isCurrent = id === current;
    const count =
      unread > 0 ? make('span', { class: 'unread', 'aria-label': `${unread} new` }, String(unread)) : undefined;
    return {
      key: id,
      same: `${name} ${unread} ${isCurrent}`,
      draw: () =>
        make(
          'button',
          {
            type: 'button',
            class: unread > 0 ? 'place-button new' : 'place-button',
            'aria-current': isCurrent ? 'page' : undefined,
            'data-focus': `place ${id}`,
            onclick: () => go(id),
          },
          icon(picture),
          make('span', { class: 'place-name' }, name),
          count,
        ),
    };
  }

  const heading = (text) => ({ key: `heading ${text}`, same: text, draw: () => make('h2', {}, text) });

  return {
    node,
    focus: () => head.querySelector('button')?.focus(),
    /** `unread(channelId)` counts what is new there. */
    draw(now, current, unread) {
      if (!screen) {
        screen = now;
        head.append(drawHead());
        node.setAttribute('aria-label', `Places of ${now.me.fullName}`);
      }
      screen = now;
      const channels = now.channels.filter((one) => one.kind === 'channel');
      const direct = now.channels.filter((one) => one.kind === 'direct');
      const items = [
        heading('Channels'),
        ...channels.map(({ id, name }) => placeItem({ id, name, picture: 'hash', unread: unread(id) }, current)),
        heading(now.app.name),
        placeItem({ id: 'home', name: 'Home', picture: 'home', unread: 0 }, current),
        ...direct.map(({ id }) => placeItem({ id, name: 'Messages', picture: 'message', unread: unread(id) }, current)),
      ];
      keepingFocus(node, () => redraw(list, items));
    },
  };
}
