import type { IncomingMessage } from 'node:http';
import type { Page } from '../server.ts';
import type { Watched } from '../watched.ts';
import { html } from './html.ts';
import { page, pageHeaders } from './layout.ts';
import type { PasswordPages, Shown } from './passwords.ts';

const mostBodyBytes = 16 * 1024;
const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

const looking = { kind: 'page', name: 'password.look' } as const;
const sending = { kind: 'page', name: 'password.send' } as const;

const plainly = (status: number, title: string, text: string): Shown => ({
  status,
  content: page(title, html`<p>${text}</p>`),
});
const notFound = plainly(404, 'Not found', 'There is no such page. Links to pages of Dibs come from Dibs in Slack.');
const wrongMethod = plainly(405, 'Not allowed', 'This page is looked at or its form is sent, nothing else.');
const tooLarge = plainly(413, 'Too much', 'More was sent than the form can take.');
const wrongType = plainly(415, 'Not a form', 'What was sent is not what the form sends.');

/** The bot's own pages, by path. What is asked for is never logged: it holds a token. */
export function createPages(publicUrl: string, passwords: PasswordPages, watched: Watched): Record<string, Page> {
  const { protocol } = new URL(publicUrl);
  const headers = {
    ...pageHeaders,
    ...(protocol === 'https:' ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };

  async function answer(request: IncomingMessage, token: string): Promise<Shown> {
    if (!tokenPattern.test(token)) return notFound;
    if (request.method === 'GET' || request.method === 'HEAD') return watched(looking, () => passwords.show(token));
    if (request.method !== 'POST') return wrongMethod;
    if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? '')) return wrongType;
    const body = await bodyOf(request);
    if (body === undefined) return tooLarge;
    return watched(sending, () => passwords.submit(token, new URLSearchParams(body)));
  }

  return {
    async '/password/'(request, response) {
      const [path = ''] = (request.url ?? '').split('?');
      const { status, content } = await answer(request, path.slice(path.lastIndexOf('/') + 1));
      if (!request.complete) response.setHeader('connection', 'close');
      if (status === 405) response.setHeader('allow', 'GET, HEAD, POST');
      response.writeHead(status, headers).end(content.html);
    },
  };
}

/** Undefined where it is too large. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > mostBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
