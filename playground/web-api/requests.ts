import type { IncomingMessage } from 'node:http';
import type { Arguments } from './result.ts';

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Clients send JSON, or a form whose nested values are JSON. Undefined where it can't be read. */
export function argumentsOf(request: IncomingMessage, body: string): Arguments | undefined {
  const isJson = request.headers['content-type']?.startsWith('application/json');
  try {
    const given = isJson ? (JSON.parse(body || '{}') as Arguments) : Object.fromEntries(new URLSearchParams(body));
    return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, nested(name, value)]));
  } catch {
    return undefined;
  }
}

function nested(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (['blocks', 'view', 'metadata', 'files'].includes(name)) return JSON.parse(value);
  return name === 'reply_broadcast' ? value === 'true' : value;
}

/** Of the header, or else of the arguments. */
export const tokenOf = (request: IncomingMessage, given: Arguments): string =>
  String(request.headers.authorization ?? `Bearer ${String(given['token'])}`).replace('Bearer ', '');
