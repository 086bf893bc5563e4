import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signature } from '../../playground/delivery.ts';
import type { Manifest } from '../../playground/manifest.ts';
import { type SimulatedSlack, startSlack } from '../../playground/slack.ts';

/** A request of Slack's, with what it carried. */
interface Heard {
  headers: IncomingMessage['headers'];
  /** The type of an interaction or event, or the command. */
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: payloads are looked at field by field.
  payload: any;
}

/** How the bot acknowledges. `silent`: not at all. */
interface Acknowledgement {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  silent?: boolean;
}

const manifest: Manifest = {
  appName: 'Fixture',
  commands: [{ command: '/try', usageHint: 'open | push', description: 'Tries something', verbs: ['open', 'push'] }],
  shortcuts: [
    { callbackId: 'everywhere', name: 'Everywhere', description: '', type: 'global' },
    { callbackId: 'on-message', name: 'On a message', description: '', type: 'message' },
  ],
  events: ['app_home_opened', 'message.channels'],
  scopes: [],
  hearsPeople: true,
};

/** The smallest bot that checks signatures, behind a simulated Slack, for what the real one doesn't use. */
export async function startFixture(options: Parameters<typeof startSlack>[0] = {}) {
  const slack: SimulatedSlack = await startSlack({ manifest, ...options });
  const heard: Heard[] = [];
  const waiting = new Set<() => void>();
  let answer: (heard: Heard) => Acknowledgement | undefined | Promise<Acknowledgement | undefined> = () => undefined;

  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const { 'x-slack-request-timestamp': at, 'x-slack-signature': signed } = request.headers;
      if (signed !== signature(slack.signingSecret, String(at), body)) return response.writeHead(401).end();
      const one = read(request.headers, body);
      heard.push(one);
      for (const look of waiting) look();
      const { status = 200, headers = {}, body: carried, silent } = (await answer(one)) ?? {};
      if (silent) return;
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      return response.end(carried === undefined ? '' : JSON.stringify(carried));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  slack.deliverTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);

  return {
    slack,
    heard,
    ada: slack.person('ada'),
    grace: slack.person('grace'),
    /** How the bot acknowledges from now on. */
    answers(with_: typeof answer) {
      answer = with_;
    },
    /** The nth request of this type, there already or to come. */
    hears(type: string, nth = 1): Promise<Heard> {
      return new Promise((resolve) => {
        const look = () => {
          const found = heard.filter((one) => one.type === type)[nth - 1];
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      });
    },
    /** What the bot hears of this type when a person does this, whether or not it answers. */
    async told(type: string, does: () => unknown): Promise<Heard['payload']> {
      const told = this.hears(type, heard.filter((one) => one.type === type).length + 1);
      const done = Promise.resolve(does()).then(() => told);
      return (await Promise.race([told, done])).payload;
    },
    /** What it heard last of this type. */
    last: (type: string): Heard => heard.findLast((one) => one.type === type) as Heard,
    async stop() {
      await slack.stop();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export type Fixture = Awaited<ReturnType<typeof startFixture>>;

function read(headers: IncomingMessage['headers'], body: string): Heard {
  if (headers['content-type'] === 'application/json') {
    const payload = JSON.parse(body);
    return { headers, type: payload.event.type, payload };
  }
  const form = Object.fromEntries(new URLSearchParams(body));
  const payload = form['payload'] ? JSON.parse(form['payload']) : form;
  return { headers, type: payload.type ?? payload.command, payload };
}
