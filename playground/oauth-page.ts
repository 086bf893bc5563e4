import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SimulatedOAuth } from './oauth.ts';

/** Slack's page that asks an administrator for permission, or where their answer leads. */
export function sendAuthorization(oauth: SimulatedOAuth, request: IncomingMessage, response: ServerResponse): void {
  const { searchParams } = new URL(request.url ?? '', 'http://localhost');
  const answer = oauth.authorize(searchParams);
  const type = { 'content-type': 'text/html; charset=utf-8' };
  if (answer === 'asks') response.writeHead(200, type).end(asking(searchParams, oauth.places));
  else if ('wrong' in answer) response.writeHead(400, type).end(answer.wrong);
  else response.writeHead(302, { location: answer.location }).end();
}

function asking(query: URLSearchParams, places: SimulatedOAuth['places']): string {
  const choice = (label: string, answer: Record<string, string>) => {
    const href = `?${new URLSearchParams({ ...Object.fromEntries(query), ...answer })}`.replaceAll('&', '&amp;');
    return `<li><a href="${href}">${label}</a></li>`;
  };
  const allow = places.map(({ id, name }) => choice(`Allow in ${name}`, { team: id, decision: 'allow' }));
  const list = [...allow, choice('Cancel', { decision: 'deny' })].join('\n');
  return `<!doctype html>\n<title>Install</title>\n<h1>The app asks for permission</h1>\n<ul>\n${list}\n</ul>\n`;
}
