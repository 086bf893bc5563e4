import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { listening } from './listening.ts';
import { isMetrics, type ShownMetrics, showMetrics, startMetricsServer } from './metrics-server.ts';

/** Answers a browser. */
export type Page = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

interface Options {
  port: number;
  /** Slack's requests; undefined with Socket Mode. */
  slack: RequestListener | undefined;
  /** By path beneath PUBLIC_URL; one that ends with a slash has whatever name follows. */
  pages: Record<string, Page>;
  publicUrl: string | undefined;
  databaseAnswers: () => Promise<boolean>;
  shown: ShownMetrics;
  /** Is told what went wrong with a page, beside what the person reads. */
  report: (what: string, error: unknown) => void;
  lingerMilliseconds?: number | undefined;
}

/**
 * Stopping waits until nothing has arrived for this long, but no longer than the most: what has reached the machine is
 * still answered, while a load balancer sees `/ready` fail and goes elsewhere.
 */
const usualLingerMilliseconds = 500;
const mostLingerMilliseconds = 2500;

/** What isn't answered so long after stopping began is given up: a slow sender doesn't keep the process beyond its 10 s (R4). */
const mostStoppingMilliseconds = 7000;

/** Slow senders are cut off this long after their ten seconds; Node looks every thirty by default. */
const checkMilliseconds = 2000;

/**
 * Longer than nginx and AWS (a minute), Caddy (two) and Google (ten) keep an idle connection by default: were it closed
 * here first, as Node does after 5 s, a request that is just sent over it would be lost.
 */
const keepAliveMilliseconds = 620_000;

/** Serves R1: Slack's requests on one path, and how the process is. */
export async function startServer(options: Options) {
  const { port, slack, pages, publicUrl, databaseAnswers, shown, report } = options;
  const { lingerMilliseconds = usualLingerMilliseconds } = options;
  const pageAt = pageFinder(pages, publicUrl);
  let stopping = false;
  let arrivedAt = 0;
  const arrived = () => {
    arrivedAt = performance.now();
  };
  const server = createServer({ connectionsCheckingInterval: checkMilliseconds }, (request, response) => {
    if (stopping) response.setHeader('connection', 'close');
    const [path = '/'] = (request.url ?? '/').split('?');
    const say = (status: number, text: string) =>
      response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`);
    if (path === '/slack/events' && request.method === 'POST' && slack) return slack(request, response);
    const page = pageAt(path);
    if (page)
      return void page(request, response).catch((error: unknown) => {
        report(`the page ${path} failed`, error);
        response.destroy();
      });
    if (path === '/health') return say(200, 'alive');
    if (path === '/ready' && stopping) return say(503, 'stopping');
    if (path === '/ready') {
      databaseAnswers().then(
        (answers) => (answers ? say(200, 'ready') : say(503, 'the database is away')),
        () => say(503, 'the database is away'),
      );
      return undefined;
    }
    if (isMetrics(request) && shown.port === undefined && shown.token) return showMetrics(shown, request, response);
    return say(404, 'not found');
  });
  const unanswered = new Set<ServerResponse>();
  server.on('connection', (socket) => {
    arrived();
    // Of several that were asked for at once, Node tells only the first that nobody is there any more.
    socket.once('close', () => {
      for (const response of unanswered) if (response.req.socket === socket) unanswered.delete(response);
    });
  });
  server.on('request', (_request, response) => {
    arrived();
    unanswered.add(response);
    response.once('close', () => unanswered.delete(response));
  });
  server.requestTimeout = 10_000;
  server.headersTimeout = 10_000;
  server.keepAliveTimeout = keepAliveMilliseconds;
  const ownPort = await listening(server, port, 'PORT');
  const metrics = await startMetricsServer(shown);
  return {
    port: ownPort,
    metricsPort: metrics?.port,
    /** Answers what has arrived, then takes no more. */
    async stop() {
      stopping = true;
      const since = performance.now();
      for (let now = since; now - Math.max(since, arrivedAt) < lingerMilliseconds; now = performance.now()) {
        if (now - since > mostLingerMilliseconds) break;
        await wait(50);
      }
      const closed = once(server, 'close');
      server.close();
      for (const response of unanswered) if (!response.headersSent) response.setHeader('connection', 'close');
      // What still comes over a connection that is open is answered, too.
      do await wait(50);
      while (unanswered.size > 0 && performance.now() - since < mostStoppingMilliseconds);
      server.closeAllConnections();
      await closed;
      metrics?.stop();
    },
  };
}

/** A proxy may keep the path of PUBLIC_URL before a page's own, or take it off. */
function pageFinder(pages: Record<string, Page>, publicUrl = 'http://localhost') {
  const known = new Map(Object.entries(pages));
  const prefix = new URL(publicUrl).pathname.replace(/\/$/, '');
  return (path: string): Page | undefined => {
    const own = path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
    return known.get(own) ?? known.get(own.slice(0, own.lastIndexOf('/') + 1));
  };
}
