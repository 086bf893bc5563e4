import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listening } from './listening.ts';
import type { Metrics } from './metrics.ts';

/** What is shown on /metrics, and to whom: on a port of its own, to whoever has the token, or both; or not at all. */
export interface ShownMetrics {
  metrics: Metrics;
  port: number | undefined;
  token: string | undefined;
}

export function isMetrics(request: IncomingMessage): boolean {
  return (request.url ?? '/').split('?')[0] === '/metrics';
}

/** Shows the figures to whoever may see them. */
export function showMetrics({ metrics, token }: ShownMetrics, request: IncomingMessage, response: ServerResponse) {
  const say = (status: number, text: string, type = 'text/plain', headers = {}) =>
    response.writeHead(status, { 'content-type': type, ...headers }).end(text);
  if (token && !same(request.headers.authorization ?? '', `Bearer ${token}`))
    return void say(401, 'the bearer token is expected\n', 'text/plain', { 'www-authenticate': 'Bearer' });
  metrics.text().then(
    (text) => say(200, text, metrics.contentType),
    () => say(500, 'the figures could not be read\n'),
  );
}

/** Serves /metrics alone, where a port of its own is asked for; undefined where none is. */
export async function startMetricsServer(shown: ShownMetrics) {
  const { port } = shown;
  if (port === undefined) return undefined;
  const server = createServer((request, response) => {
    if (isMetrics(request)) showMetrics(shown, request, response);
    else response.writeHead(404).end();
  });
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { port: await listening(server, port, 'METRICS_PORT'), stop };
}

/** Compares without telling by its time how much of it was right. */
function same(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
