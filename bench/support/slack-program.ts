import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answered, send } from '../../playground/delivery.ts';
import { socketMode } from '../../playground/sockets.ts';
import type { Load, Loaded, Sending } from './load.ts';

/**
 * Slack as a process of its own: sends what it is told to, to the bot's address or over its sockets, takes what the bot
 * calls, and times the acknowledgement and what is shown. Only whether an answer says what it must is looked at.
 */

const patience = 10_000;
/** What waits to be shown, by response URL, by whose Home it is, or by what opens it. */
const toBeShown = new Map<string, ((text: string) => void)[]>();
let numbered = 0;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** A Home that is published answers everything that waits for it: of a burst the bot publishes fewer. */
function show(key: string, text: string) {
  const waiting = toBeShown.get(key) ?? [];
  for (const told of waiting.splice(0, key.startsWith('home ') ? waiting.length : 1)) told(text);
}

function shown(key: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`nothing was shown at ${key}`)), patience);
    const waiting = toBeShown.get(key) ?? [];
    toBeShown.set(key, waiting);
    waiting.push((text) => {
      clearTimeout(timer);
      if (waiting.length === 0) toBeShown.delete(key);
      resolve(text);
    });
  });
}

async function answer(request: IncomingMessage, response: ServerResponse) {
  const url = request.url ?? '';
  const body = await bodyOf(request);
  response.setHeader('content-type', 'application/json');
  if (url.startsWith('/respond/')) {
    response.end('{"ok":true}');
    return show(url, body);
  }
  const { port } = server.address() as AddressInfo;
  const ts = `${Math.floor(Date.now() / 1000)}.${String(++numbered).padStart(6, '0')}`;
  const result = {
    ok: true,
    url: `ws://127.0.0.1:${port}/socket`,
    ts,
    channel: url.endsWith('conversations.open') ? { id: 'D0BENCH' } : 'D0BENCH',
    view: { id: `V${numbered}`, hash: 'h' },
    messages: [],
  };
  response.end(JSON.stringify(result));
  const called = new URLSearchParams(body);
  if (url.endsWith('views.publish')) show(`home ${called.get('user_id')}`, body);
  if (url.endsWith('views.open')) show(`trigger ${called.get('trigger_id')}`, body);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: Error) => response.destroy(error));
});
const sockets = socketMode(server);

/** One interaction, timed; undefined where its answer isn't what it must be. */
async function perform(
  { delivery, shownAt, says }: Sending,
  { signingSecret }: Load,
  to: string | undefined,
  wrong: string[],
): Promise<{ acknowledged: number; shown: number } | undefined> {
  const began = performance.now();
  const showing = shownAt === 'acknowledgement' ? undefined : shown(shownAt).catch((error: Error) => error.message);
  const answered: Answered = to ? await send(to, signingSecret, delivery) : await sockets.send(delivery);
  const acknowledged = performance.now() - began;
  const text = showing ? decodeURIComponent((await showing).replaceAll('+', ' ')) : answered.body;
  if (answered.status === 200 && text.includes(says)) return { acknowledged, shown: performance.now() - began };
  wrong.push(`${answered.status}: ${answered.body.slice(0, 300)} ${text.slice(0, 300)}`);
  return undefined;
}

/** So many at once, or so many a second whatever is under way. */
async function run(load: Load): Promise<Loaded> {
  const { sendings, atOnce, perSecond } = load;
  const acknowledged: number[] = [];
  const shownAfter: number[] = [];
  const wrong: string[] = [];
  const began = performance.now();
  const addresses = [load.to].flat();
  let turn = 0;
  const one = async (sending: Sending) => {
    const times = await perform(sending, load, addresses[turn++ % addresses.length], wrong);
    if (times) acknowledged.push(times.acknowledged);
    if (times) shownAfter.push(times.shown);
  };
  let next = 0;
  const worker = async () => {
    for (let sending = sendings[next++]; sending; sending = sendings[next++]) await one(sending);
  };
  if (perSecond) {
    const under: Promise<void>[] = [];
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        const due = Math.min(sendings.length, ((performance.now() - began) / 1000) * perSecond);
        while (next < due) under.push(one(sendings[next++] as Sending));
        if (next < sendings.length) return;
        clearInterval(timer);
        resolve();
      }, 2);
    });
    await Promise.all(under);
  } else await Promise.all(Array.from({ length: atOnce ?? 1 }, worker));
  return { seconds: (performance.now() - began) / 1000, acknowledged, shown: shownAfter, wrong };
}

process.on('message', (load: Load) => {
  run(load).then(
    (loaded) => process.send?.(loaded),
    (error: Error) => process.send?.({ seconds: 0, acknowledged: [], shown: [], wrong: [String(error.stack)] }),
  );
});
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`ready at localhost:${(server.address() as AddressInfo).port}\n`);
});
