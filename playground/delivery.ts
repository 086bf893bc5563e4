import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';

/** What Slack sends to the bot: an HTTP body, and the same as a Socket Mode envelope. */
export interface Delivery {
  kind: 'slash_commands' | 'interactive' | 'events_api';
  payload: Record<string, unknown>;
}

export interface Answered {
  status: number;
  body: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 512 });
const patienceMilliseconds = 3000;

export function signature(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

/** The body as Slack writes it: commands as a form, interactions as a form with one JSON field, events as JSON. */
export function bodyOf({ kind, payload }: Delivery): { body: string; type: string } {
  if (kind === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' };
  const form = 'application/x-www-form-urlencoded';
  if (kind === 'interactive')
    return { body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), type: form };
  return { body: new URLSearchParams(payload as Record<string, string>).toString(), type: form };
}

/** Sends one, signed; a bot that says nothing within three seconds has failed. */
export function send(url: string, secret: string, delivery: Delivery, at: number): Promise<Answered> {
  const { body, type } = bodyOf(delivery);
  const timestamp = String(Math.floor(at / 1000));
  const headers = {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signature(secret, timestamp, body),
  };
  return new Promise((resolve) => {
    const failed = (body: string) => resolve({ status: 0, body });
    const outgoing = request(url, { method: 'POST', headers, agent, timeout: patienceMilliseconds }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
      response.on('error', (error) => failed(error.message));
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('operation_timeout')));
    outgoing.on('error', (error) => failed(error.message));
    outgoing.end(body);
  });
}
