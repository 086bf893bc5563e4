import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Installation } from '../domain/installation.ts';

const style = `
  body { margin: 0; background: #f6f8f7; color: #1d1c1d; font: 1.05rem/1.5 system-ui, sans-serif; }
  main { max-width: 34rem; margin: 12vh auto 0; padding: 0 1.5rem; }
  h1 { color: #1b4d3e; font-size: 1.6rem; }
  a { color: #1b4d3e; }
  @media (prefers-color-scheme: dark) {
    body { background: #17201d; color: #e8ece9; }
    h1, a { color: #8fd6bb; }
  }
`;
const styleHash = createHash('sha256').update(style).digest('base64');

/** Nothing but the page itself: no script, nobody else's anything, and what stands in the address is told to nobody. */
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

interface Content {
  title: string;
  sentences: string[];
  /** Leads on, where there is a way on. */
  link?: { href: string; label: string };
}

const again = { href: 'install', label: 'Install Dibs' };

/** Why an installation did not happen, and what to do. */
export const failures = {
  denied: {
    status: 403,
    title: 'Dibs was not installed',
    sentences: ['It was cancelled in Slack, and nothing was saved. You can begin again at any time.'],
    link: again,
  },
  state: {
    status: 400,
    title: 'This installation has run out',
    sentences: ['It was begun in another browser or more than ten minutes ago, or is done already. Begin again here.'],
    link: again,
  },
  away: {
    status: 503,
    title: 'Dibs was not installed',
    sentences: ["Dibs can't reach its database right now, so nothing was saved. Try again in a moment."],
    link: again,
  },
  busy: {
    status: 429,
    title: 'Dibs was not installed',
    sentences: ['Many people are installing it right now, and nothing was saved. Try again in a minute.'],
    link: again,
  },
  slack: {
    status: 502,
    title: 'Dibs was not installed',
    sentences: ['Slack did not finish the installation, and nothing was saved. Begin again here.'],
    link: again,
  },
} satisfies Record<string, Content & { status: number }>;

export function sendFailure(response: ServerResponse, failure: Content & { status: number }): void {
  send(response, failure.status, failure);
}

/** `openUrl`: Slack's address that opens an app. */
export function sendSuccess(response: ServerResponse, installation: Installation, openUrl: URL): void {
  const { id, name, appId, organisationWide } = installation;
  const there = name || (organisationWide ? 'your organisation' : 'your workspace');
  const next = organisationWide
    ? "Next, an administrator of the organisation adds it to workspaces, in the organisation's settings of apps."
    : 'Next, open it in Slack: Home shows how to begin, and /task help what it can do.';
  const query = new URLSearchParams({ app: appId, team: id });
  const link = { href: `${openUrl.href}?${query}`, label: 'Open Dibs in Slack' };
  send(response, 200, {
    title: 'Dibs is installed',
    sentences: [`It is installed in ${there}.`, next],
    ...(organisationWide ? {} : { link }),
  });
}

function send(response: ServerResponse, status: number, { title, sentences, link }: Content): void {
  const paragraphs = sentences.map((sentence) => `<p>${escaped(sentence)}</p>`).join('\n');
  const way = link ? `<p><a href="${escaped(link.href)}">${escaped(link.label)}</a></p>` : '';
  response.writeHead(status, headers).end(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${paragraphs}
${way}
</main>
</body>
</html>
`);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
