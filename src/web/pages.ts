import type { IncomingMessage, ServerResponse } from 'node:http';
import { html } from './html.ts';
import { contentSecurityPolicy, page } from './layout.ts';
import type { PasswordPages, Shown } from './passwords.ts';

const mostBodyBytes = 16 * 1024;
const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

const plainly = (status: number, title: string, text: string): Shown => ({
  status,
  content: page(title, html`<p>${text}</p>`),
});
const notFound = plainly(404, 'Not found', 'There is no such page. Links to pages of Dibs come from Dibs in Slack.');
const wrongMethod = plainly(405, 'Not allowed', 'This page is looked at or its form is sent, nothing else.');
const tooLarge = plainly(413, 'Too much', 'More was sent than the form can take.');
const wrongType = plainly(415, 'Not a form', 'What was sent is not what the form sends.');

/** Serves the bot's own pages beneath PUBLIC_URL. A path is never logged: it holds a token. */
export function createPages(publicUrl: string, passwords: PasswordPages) {
  const { protocol, pathname } = new URL(publicUrl);
  const prefix = pathname.replace(/\/$/, '');
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cache-control': 'no-store',
    ...(protocol === 'https:' ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };

  async function answer(request: IncomingMessage, token: string): Promise<Shown> {
    if (!tokenPattern.test(token)) return notFound;
    if (request.method === 'GET' || request.method === 'HEAD') return passwords.show(token);
    if (request.method !== 'POST') return wrongMethod;
    if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? '')) return wrongType;
    const body = await bodyOf(request);
    return body === undefined ? tooLarge : passwords.submit(token, new URLSearchParams(body));
  }

  /** Answers what is for a page; false where it is for something else. A proxy may keep the prefix or take it off. */
  return function serve(request: IncomingMessage, response: ServerResponse): boolean {
    const [path = ''] = (request.url ?? '').split('?');
    const within = path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
    const [, token] = /^\/password\/(.*)$/.exec(within) ?? [];
    if (token === undefined) return false;
    answer(request, token).then(
      ({ status, content }) => {
        if (!request.complete) response.setHeader('connection', 'close');
        if (status === 405) response.setHeader('allow', 'GET, HEAD, POST');
        response.writeHead(status, headers).end(content.html);
      },
      // The one who asked went away while they sent it.
      () => response.destroy(),
    );
    return true;
  };
}

export type Pages = ReturnType<typeof createPages>;

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
