import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Nothing written into the page runs or styles it, nothing frames it, and it asks nobody else but for pictures. */
const headers = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' https: data:",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** The stylesheets, in their order; the page asks for them as one. */
const styles = [
  'theme',
  'page',
  'sidebar',
  'place',
  'messages',
  'composer',
  'blocks',
  'texts',
  'buttons',
  'inputs',
  'menus',
  'dialogs',
  'inspector',
];

/** The page's files, by the path they are asked for with. Read anew at each request, so that a change shows at a reload. */
export function pageFiles(token: string) {
  // From the repository's root, since only compiled files are in dist.
  const root = resolve('playground/page');
  const text = (path: string) => readFile(join(root, path), 'utf8');
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => types[extname(name)])
    .map((name) => `/${name.split(sep).join('/')}`);

  /** The scripts are asked for together, after what is painted first, instead of one after another as they import. */
  const preload = paths
    .filter((path) => extname(path) === '.js' && path !== '/theme.js')
    .map((path) => `<link rel="modulepreload" href="${path}">`)
    .join('\n');

  const made: Record<string, () => Promise<string>> = {
    '/index.html': async () =>
      (await text('index.html')).replace('TOKEN', token).replace('<!-- MODULES -->', () => preload),
    '/styles.css': async () => (await Promise.all(styles.map((name) => text(`styles/${name}.css`)))).join('\n'),
  };

  return {
    /** The file that a path means, where there is one. */
    find: (path: string) =>
      path === '/' ? '/index.html' : [...Object.keys(made), ...paths].find((one) => one === path),
    async send(response: ServerResponse, path: string) {
      const content = await (made[path]?.() ?? text(path));
      response.writeHead(200, { ...headers, 'content-type': types[extname(path)] }).end(content);
    },
  };
}
