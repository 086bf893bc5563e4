import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Options {
  port: number;
  /** Slack's requests; undefined with Socket Mode. */
  slack: RequestListener | undefined;
  databaseAnswers: () => Promise<boolean>;
}

/** Serves R1: Slack's requests on one path, and how the process is. */
export async function startServer({ port, slack, databaseAnswers }: Options) {
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    const say = (status: number, text: string) =>
      response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`);
    if (path === '/slack/events' && request.method === 'POST' && slack) return slack(request, response);
    if (path === '/health') return say(200, 'alive');
    if (path === '/ready') {
      databaseAnswers().then(
        (answers) => (answers ? say(200, 'ready') : say(503, 'the database is away')),
        () => say(503, 'the database is away'),
      );
      return undefined;
    }
    return say(404, 'not found');
  });
  server.requestTimeout = 10_000;
  server.headersTimeout = 10_000;
  server.listen(port);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await closed;
    },
  };
}
