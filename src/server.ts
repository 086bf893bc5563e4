import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

interface Options {
  port: number;
  /** Slack's requests; undefined with Socket Mode. */
  slack: RequestListener | undefined;
  /** Answers what is for the bot's own pages, and says whether it was; undefined without PUBLIC_URL. */
  pages?: ((...given: Parameters<RequestListener>) => boolean) | undefined;
  databaseAnswers: () => Promise<boolean>;
}

/** What has reached the machine by then is still answered; a load balancer sees `/ready` fail and goes elsewhere. */
const lingerMilliseconds = 250;

/** Serves R1: Slack's requests on one path, and how the process is. */
export async function startServer({ port, slack, pages, databaseAnswers }: Options) {
  let stopping = false;
  const server = createServer((request, response) => {
    if (stopping) response.setHeader('connection', 'close');
    const path = (request.url ?? '/').split('?')[0];
    const say = (status: number, text: string) =>
      response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`);
    if (path === '/slack/events' && request.method === 'POST' && slack) return slack(request, response);
    if (pages?.(request, response)) return undefined;
    if (path === '/health') return say(200, 'alive');
    if (path === '/ready' && stopping) return say(503, 'stopping');
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
  await listening(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    /** Answers what has arrived, then takes no more. */
    async stop() {
      stopping = true;
      await wait(lingerMilliseconds);
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

/** @throws Error that names PORT where it is taken */
async function listening(server: Server, port: number): Promise<void> {
  try {
    await once(server.listen(port), 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Error(`PORT: another program listens on ${port}. Set PORT to a free one.`);
  }
}
