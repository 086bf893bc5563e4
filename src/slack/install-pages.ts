import type { ServerResponse } from 'node:http';
import type { Installation } from '../domain/installation.ts';
import { html } from '../web/html.ts';
import { page, pageHeaders } from '../web/layout.ts';

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
  const paragraphs = sentences.map((sentence) => html`<p>${sentence}</p>`);
  const way = link && html`<p><a href="${link.href}">${link.label}</a></p>`;
  response.writeHead(status, pageHeaders).end(page(title, html`${paragraphs}${way}`).html);
}
