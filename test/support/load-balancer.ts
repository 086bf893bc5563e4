import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { until } from './until.ts';

const lookEveryMilliseconds = 50;
/** As with HAProxy and Kubernetes by default: one look that a busy machine answers too late takes no bot out. */
const failsUntilOut = 3;

interface Backend {
  ready: boolean;
  /** Looks in a row that failed. */
  failed: number;
}

/**
 * Stands before several bots, as a load balancer does: each request goes to the next one that says it is ready, over
 * connections that are kept. Only what was refused a connection is tried elsewhere; anything else that fails is a 502.
 */
export async function startLoadBalancer() {
  const agent = new Agent({ keepAlive: true });
  const backends = new Map<string, Backend>();
  const watching = new Set<Promise<void>>();
  let turn = 0;
  let stopped = false;

  async function watch(url: string, backend: Backend) {
    while (!stopped && backends.get(url) === backend) {
      const answer = await fetch(new URL('/ready', url)).catch(() => undefined);
      backend.failed = answer?.status === 200 ? 0 : backend.failed + 1;
      backend.ready = backend.failed === 0 || (backend.ready && backend.failed < failsUntilOut);
      await wait(lookEveryMilliseconds);
    }
  }

  async function answer(incoming: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    for (let attempt = 0; attempt <= backends.size; attempt++) {
      const ready = [...backends].filter(([, backend]) => backend.ready).map(([url]) => url);
      const url = ready[turn++ % Math.max(1, ready.length)];
      if (!url) break;
      try {
        const answered = await forward(url, incoming, body);
        response.writeHead(answered.statusCode ?? 502, { 'content-type': answered.headers['content-type'] ?? '' });
        answered.pipe(response);
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') throw error;
      }
    }
    response.writeHead(503).end('no bot is ready');
  }

  async function forward(url: string, incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
    const { method = 'POST', headers } = incoming;
    const outgoing = request(url, { method, agent, headers: { ...headers, connection: 'keep-alive' } });
    outgoing.end(body);
    const [answered] = (await once(outgoing, 'response')) as [IncomingMessage];
    return answered;
  }

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) => response.writeHead(502).end(String(error)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    async add(url: string) {
      const backend = { ready: false, failed: 0 };
      backends.set(url, backend);
      watching.add(watch(url, backend));
      await until(() => backend.ready);
    },
    remove(url: string) {
      backends.delete(url);
    },
    async stop() {
      stopped = true;
      await Promise.all(watching);
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
