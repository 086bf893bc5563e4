import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';

/** What Slack sends to the bot: an HTTP body, and the same as a Socket Mode envelope. */
export interface Delivery {
  kind: 'slash_commands' | 'interactive' | 'events_api';
  payload: Record<string, unknown>;
  /** Of an event that was not acknowledged before. */
  retry?: { attempt: number; reason: string };
}

export interface Answered {
  /** 0 where no answer came; then `body` says why. */
  status: number;
  body: string;
  /** The bot asks that this is not sent again. */
  noRetry?: boolean;
}

/** A connection that nothing went over is given up before a server closes it, as Node's do after 5 s. */
const agent = new Agent({ keepAlive: true, maxSockets: 512, timeout: 4000 });
/** Slack's own limit for an acknowledgement. */
export const patienceMilliseconds = 3000;
export const timedOut = 'operation_timeout';

export function signature(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

/** The body as Slack writes it: commands as a form, interactions as a form with one JSON field, events as JSON. */
function bodyOf({ kind, payload }: Delivery): { body: string; type: string } {
  if (kind === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' };
  const form = 'application/x-www-form-urlencoded';
  if (kind === 'interactive')
    return { body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), type: form };
  return { body: new URLSearchParams(payload as Record<string, string>).toString(), type: form };
}

function retryHeaders({ retry }: Delivery): Record<string, string> {
  return retry ? { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason } : {};
}

/** Sends one, signed now; a bot that says nothing within three seconds has failed, as has one without an address. */
export async function send(url: string, secret: string, delivery: Delivery): Promise<Answered> {
  if (!url) return { status: 0, body: 'the bot is not running' };
  const { body, type } = bodyOf(delivery);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const headers = {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signature(secret, timestamp, body),
    ...retryHeaders(delivery),
  };
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const done = (answered: Answered) => {
      clearTimeout(timer);
      resolve(answered);
    };
    const failed = (error: Error) => done({ status: 0, body: error.message });
    const outgoing = request(url, { method: 'POST', headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const noRetry = response.headers['x-slack-no-retry'] === '1';
        done({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString(), noRetry });
      });
      response.on('error', failed);
    });
    // Of a burst, some wait for a socket first; Slack's patience begins when it sends.
    outgoing.on('socket', () => {
      timer = setTimeout(() => outgoing.destroy(new Error(timedOut)), patienceMilliseconds);
    });
    outgoing.on('error', failed);
    outgoing.end(body);
  });
}
