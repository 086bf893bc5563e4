import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { resolve } from 'node:path';
import { type Act, act } from './page-acts.ts';
import { screen } from './screen.ts';
import type { SimulatedSlack } from './slack.ts';

const files: Record<string, [name: string, type: string]> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/page.css': ['page.css', 'text/css'],
  '/page.js': ['page.js', 'text/javascript'],
  '/blocks.js': ['blocks.js', 'text/javascript'],
};
const mostBodyBytes = 100_000;

/**
 * Serves the page on loopback. Nothing but the page itself can use it: the Host must be this one, a request that does
 * something must come from this Origin, and each needs the token that stands in the page.
 */
export async function startPage(slack: SimulatedSlack, port: number) {
  const token = randomBytes(24).toString('hex');
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => send(response, 500, { error: String(error) }));
  });

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (!isOurs(request)) return send(response, 403, { error: 'this page is for this machine only' });
    if (url.pathname === '/favicon.ico') return void response.writeHead(204).end();
    const file = files[url.pathname];
    if (file) return sendFile(response, file);
    if (!sameToken(url.searchParams.get('token') ?? '')) return send(response, 403, { error: 'the token is missing' });
    const person = slack.person(url.searchParams.get('person') ?? '');
    if (url.pathname === '/screen') return send(response, 200, screen(slack, person));
    if (url.pathname === '/changes') return changes(response);
    if (url.pathname === '/act' && request.method === 'POST')
      return send(response, 200, await act(person, JSON.parse(await bodyOf(request)) as Act));
    return send(response, 404, { error: 'not found' });
  }

  function isOurs(request: IncomingMessage): boolean {
    const names = ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${address().port}`);
    const { host = '', origin } = request.headers;
    return names.includes(host) && (origin === undefined || names.includes(origin.replace('http://', '')));
  }

  function sameToken(given: string): boolean {
    return given.length === token.length && timingSafeEqual(Buffer.from(given), Buffer.from(token));
  }

  async function sendFile(response: ServerResponse, [name, type]: [string, string]) {
    // From the repository's root, since only compiled files are in dist.
    const text = await readFile(resolve('playground/page', name), 'utf8');
    response.writeHead(200, {
      'content-type': type,
      'content-security-policy': "default-src 'self'",
      'cache-control': 'no-store',
    });
    response.end(text.replace('TOKEN', token));
  }

  /** Tells the page that something has changed, by server-sent events. */
  function changes(response: ServerResponse) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': hello\n\n');
    const stop = slack.state.subscribe(() => response.write('data: changed\n\n'));
    response.on('close', stop);
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
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > mostBodyBytes) throw new Error('too much was sent');
  }
  return body;
}
