import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const secret = process.env['SLACK_SIGNING_SECRET'] ?? '';

function isSigned(timestamp: unknown, signature: unknown, body: string): boolean {
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const expected = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const given = String(signature);
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}

/** Serves signed requests alone, by what `answer` makes of their bodies. */
export function serve(answer: (body: string) => Promise<string>) {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature } = request.headers;
      if (!isSigned(timestamp, signature, body)) return void response.writeHead(401).end();
      answer(body).then(
        (text) => response.writeHead(200, { 'content-type': 'application/json' }).end(text),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  });
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`ready at localhost:${(server.address() as AddressInfo).port}\n`);
  });
}
