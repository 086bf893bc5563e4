// The Inspector: what went between Slack and the bot, and the weather between them.
import { inspector as server } from './client.js';
import { icon, iconButton, make } from './widgets/dom.js';

const most = 200;
const slowMilliseconds = 2000;

export function createInspector(drawer, opener) {
  const list = make('ol', { class: 'entries', tabindex: '0', 'aria-label': 'Requests, the newest first' });
  const said = make('p', { class: 'hidden', role: 'status' });
  const switches = {
    slow: weatherSwitch('Slow', `Each answer to the bot takes ${slowMilliseconds / 1000} s longer`, (isOn) => ({
      slowMilliseconds: isOn ? slowMilliseconds : 0,
    })),
    rateLimited: weatherSwitch('Rate-limited', 'Each call of the bot is answered 429', (isOn) => ({
      rateLimited: isOn,
    })),
    failing: weatherSwitch('Failing', 'Each call of the bot is answered 503', (isOn) => ({ failing: isOn })),
  };
  let last = 0;
  let underWay = Promise.resolve();

  drawer.append(
    make(
      'header',
      { class: 'inspector-head' },
      make('h2', {}, 'Inspector'),
      iconButton('cross', 'Close the Inspector', { onclick: () => toggle(false) }),
    ),
    make(
      'fieldset',
      { class: 'weather' },
      make('legend', {}, 'Make Slack'),
      ...Object.values(switches).map(({ label }) => label),
    ),
    list,
    said,
  );
  opener.addEventListener('click', () => toggle(drawer.hidden));
  drawer.addEventListener('keydown', ({ key }) => key === 'Escape' && toggle(false));

  function toggle(isOpen) {
    const hadFocus = drawer.contains(document.activeElement);
    drawer.hidden = !isOpen;
    opener.setAttribute('aria-pressed', String(isOpen));
    document.body.classList.toggle('inspecting', isOpen);
    if (isOpen) void refresh();
    else if (hadFocus) opener.focus();
  }

  function weatherSwitch(name, title, change) {
    const box = make('input', {
      type: 'checkbox',
      role: 'switch',
      onchange: () => void server.weather(change(box.checked)).then(showWeather),
    });
    return { box, label: make('label', { class: 'switch', title }, box, make('span', {}, name)) };
  }

  function showWeather(weather) {
    switches.slow.box.checked = weather.slowMilliseconds > 0;
    switches.rateLimited.box.checked = weather.rateLimited;
    switches.failing.box.checked = weather.failing;
  }

  /** Asks for what is new, one question at a time. */
  function refresh() {
    if (drawer.hidden) return;
    underWay = underWay.then(load, load).catch(() => undefined);
  }

  async function load() {
    const { entries, weather } = await server.entriesAfter(last);
    showWeather(weather);
    for (const one of entries) list.prepend(entry(one));
    while (list.children.length > most) list.lastElementChild.remove();
    last = entries.at(-1)?.number ?? last;
  }

  function entry({ number, at, direction, what, milliseconds, status, request, response }) {
    const isToBot = direction === 'to the bot';
    const isBad = typeof status === 'number' ? status === 0 || status >= 400 : status !== 'ok';
    const summary = make(
      'summary',
      {},
      icon(isToBot ? 'in' : 'out'),
      make('span', { class: 'entry-what' }, make('span', { class: 'hidden' }, `${direction}: `), what),
      make('span', { class: isBad ? 'entry-status bad' : 'entry-status' }, String(status)),
      make('span', { class: 'entry-time' }, `${Math.round(milliseconds)} ms`),
    );
    const body = () => [
      make('p', { class: 'entry-meta' }, `No. ${number}, ${direction}, ${new Date(at).toLocaleTimeString()}`),
      isToBot ? sendAgain(number) : undefined,
      make('h3', {}, 'Request'),
      payload(request, 'Request'),
      make('h3', {}, 'Response'),
      payload(response, 'Response'),
    ];
    const details = make('details', { class: isToBot ? 'entry in' : 'entry out' }, summary);
    details.addEventListener(
      'toggle',
      () => details.open && details.children.length === 1 && details.append(...body().filter(Boolean)),
    );
    return make('li', {}, details);
  }

  function sendAgain(number) {
    const again = async () => {
      const { status } = await server.again(number).catch((error) => ({ status: error.message }));
      said.textContent = `Sent again: ${status}`;
    };
    return make('button', { type: 'button', class: 'button', onclick: () => void again() }, 'Send again');
  }

  const payload = (value, name) =>
    make(
      'pre',
      { tabindex: '0', 'aria-label': name },
      typeof value === 'string' ? value : JSON.stringify(value, null, 2),
    );

  return { refresh };
}
