// The way to the server: one small function for each thing that a person does.

const token = document.querySelector('meta[name=token]').content;

function address(path, parameters = {}) {
  return `${path}?${new URLSearchParams({ token, ...parameters })}`;
}

async function ask(path, parameters, body) {
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(address(path, parameters), sent);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

/** What one person of one workspace can do. Each resolves to { kind, text, fieldErrors? } as the simulated Slack saw it; isUnsent where it never heard of it. */
export function clientOf({ team, person }) {
  const who = { team, person };
  const act = (what) =>
    ask('/act', who, what).catch((error) => ({ kind: 'failed', text: error.message, isUnsent: true }));
  return {
    fileAddress: (id) => address('/file', { ...who, id }),
    screen: () => ask('/screen', who),
    command: (text, channelId) => act({ do: 'command', text, channelId }),
    say: (text, channelId, threadTs) => act({ do: 'say', text, channelId, threadTs }),
    edit: (text, channelId, ts) => act({ do: 'edit', text, channelId, ts }),
    remove: (channelId, ts) => act({ do: 'delete', channelId, ts }),
    press: (on, blockId, action, values) => act({ do: 'press', on, blockId, action, values }),
    suggest: (on, blockId, actionId, text) => act({ do: 'suggest', on, blockId, actionId, text }),
    submit: (values) => act({ do: 'submit', values }),
    close: (all) => act({ do: 'close', all }),
    home: () => act({ do: 'home' }),
    shortcut: (id) => act({ do: 'shortcut', id }),
    messageShortcut: (id, channelId, ts) => act({ do: 'shortcut', id, channelId, ts }),
  };
}

/** What went between Slack and the bot, and the weather between them. */
export const inspector = {
  entriesAfter: (after) => ask('/inspector', { after }),
  again: (number) => ask('/inspector/again', {}, { number }),
  weather: (weather) => ask('/weather', {}, weather),
};

export const startOver = () => ask('/start-over', {}, {});

/** Tells of each change of what anybody sees, of each new entry of the Inspector, and of losing and finding the server. */
export function watch({ changed, inspected, connected }) {
  const events = new EventSource(address('/changes'));
  events.onmessage = changed;
  events.addEventListener('inspected', inspected);
  events.onopen = () => connected(true);
  // A server that was started again doesn't know this page's token: the page must be loaded anew.
  events.onerror = () => connected(false, events.readyState === EventSource.CLOSED);
}
