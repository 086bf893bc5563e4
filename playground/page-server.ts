import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { type Act, act } from './page-acts.ts';
import { pageFiles } from './page-files.ts';
import { pagePerson } from './page-person.ts';
import { screen } from './screen.ts';
import type { SimulatedSlack } from './slack.ts';

const mostBodyBytes = 200_000;

interface Options {
  port: number;
  /** Empties the playground and the bot's database; rejects with a sentence where it can't. */
  startOver?: () => Promise<void>;
}

const weather = z
  .strictObject({ slowMilliseconds: z.int().min(0).max(60_000), rateLimited: z.boolean(), failing: z.boolean() })
  .partial();

/** What the page did wrong, in words for it. */
class Complaint extends Error {}

/**
 * Serves the page on loopback. Nothing but the page itself can use it: the Host must be this one, a request that names
 * where it comes from must come from here, and each but `/health` needs the token that stands in the page.
 */
export async function startPage(slack: SimulatedSlack, { port, startOver }: Options) {
  const token = randomBytes(24).toString('hex');
  const files = pageFiles(token);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) =>
      send(response, error instanceof Complaint ? 400 : 500, { error: error.message }),
    );
  });

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (!isOurs(request)) return send(response, 403, { error: 'this page is for this machine only' });
    if (request.method === 'GET' && url.pathname === '/health') return send(response, 200, 'alive');
    const file = request.method === 'GET' ? files.find(url.pathname) : undefined;
    if (file) return files.send(response, file);
    if (!sameToken(url.searchParams.get('token') ?? '')) return send(response, 403, { error: 'the token is missing' });
    const route = routes[`${request.method} ${url.pathname}`];
    if (!route) return send(response, 404, { error: 'not found' });
    return route(url.searchParams, request, response);
  }

  type Route = (asked: URLSearchParams, request: IncomingMessage, response: ServerResponse) => unknown;
  const routes: Record<string, Route> = {
    'GET /screen': (asked, _, response) => send(response, 200, screen(slack, whoAsks(asked).person)),
    'GET /file': (asked, _, response) => {
      const messages = whoAsks(asked).person.directMessages();
      const file = messages.flatMap(({ files }) => files ?? []).find(({ id }) => id === asked.get('id'));
      if (!file) throw new Complaint('there is no such file');
      sendFile(response, file.text);
    },
    'GET /changes': (_, __, response) => changes(response),
    'POST /act': async (asked, request, response) => {
      const what = (await jsonOf(request)) as Act;
      send(response, 200, (await whoAsks(asked).does((person) => act(person, what))) ?? {});
    },
    'GET /inspector': (asked, _, response) => {
      const entries = slack.inspector.entries(Number(asked.get('after') ?? 0));
      send(response, 200, { entries, weather: slack.weather });
    },
    'POST /inspector/again': async (_, request, response) => {
      const { number } = (await jsonOf(request)) as { number: number };
      send(response, 200, (await slack.inspector.again(number)) ?? { status: 'it is no longer kept' });
    },
    'POST /weather': async (_, request, response) => {
      const wanted = weather.safeParse(await jsonOf(request));
      if (!wanted.success) throw new Complaint('there is no such weather');
      Object.assign(slack.weather, wanted.data);
      send(response, 200, slack.weather);
    },
    'POST /start-over': async (_, __, response) => {
      if (!startOver) throw new Complaint('This playground can not start over.');
      await startOver().catch((error: Error) => {
        throw new Complaint(error.message);
      });
      send(response, 200, {});
    },
  };

  function whoAsks(asked: URLSearchParams) {
    try {
      return pagePerson(slack, asked.get('person') ?? '', asked.get('team') || undefined);
    } catch {
      throw new Complaint('nobody in this workspace has that name');
    }
  }

  function isOurs(request: IncomingMessage): boolean {
    const names = ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${address().port}`);
    const { host = '', origin } = request.headers;
    return names.includes(host) && (origin === undefined || names.some((name) => origin === `http://${name}`));
  }

  function sameToken(given: string): boolean {
    const [one, other] = [Buffer.from(given), Buffer.from(token)];
    return one.length === other.length && timingSafeEqual(one, other);
  }

  /** Tells the page what has changed, by server-sent events. */
  function changes(response: ServerResponse) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': hello\n\n');
    const stops = [
      slack.state.subscribe(() => response.write('data: changed\n\n')),
      slack.inspector.subscribe(() => response.write('event: inspected\ndata: more\n\n')),
    ];
    response.on('close', () => {
      for (const stop of stops) stop();
    });
  }

  const address = () => server.address() as { port: number };
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${address().port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(value));
}

/** To be kept, never shown: what it holds is only text to the browser. The link to it has its name. */
function sendFile(response: ServerResponse, text: string): void {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
  response.writeHead(200, { ...headers, 'content-disposition': 'attachment', 'cache-control': 'no-store' }).end(text);
}

/** What is too much is read to its end, so that it can be answered, and not kept. */
async function jsonOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes <= mostBodyBytes) chunks.push(chunk as Buffer);
  }
  if (bytes > mostBodyBytes) throw new Complaint('too much was sent');
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    throw new Complaint('what was sent is no JSON');
  }
}
