import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import { type Answered, type Delivery, patienceMilliseconds, timedOut } from './delivery.ts';

/** Slack's side of Socket Mode, on the same server. */
export function socketMode(server: Server) {
  const listening = new WebSocketServer({ server, path: '/socket' });
  const open: WebSocket[] = [];
  const waiting = new Map<string, (answer: Answered) => void>();
  let next = 0;

  listening.on('connection', (socket) => {
    open.push(socket);
    socket.on('close', () => void open.splice(open.indexOf(socket), 1));
    socket.on('message', (data) => {
      const { envelope_id: id, payload } = JSON.parse(String(data)) as { envelope_id: string; payload?: unknown };
      waiting.get(id)?.({ status: 200, body: payload === undefined ? '' : JSON.stringify(payload) });
    });
    socket.send(JSON.stringify({ type: 'hello', num_connections: open.length, connection_info: { app_id: 'A0DIBS' } }));
  });

  return {
    connected: () => open.length,
    send({ kind: type, payload, retry }: Delivery): Promise<Answered> {
      const ready = open.filter((one) => one.readyState === WebSocket.OPEN);
      const socket = ready[next++ % Math.max(1, ready.length)];
      const envelopeId = randomUUID();
      return new Promise((resolve) => {
        const timer = setTimeout(() => done({ status: 0, body: timedOut }), patienceMilliseconds);
        const done = (answer: Answered) => {
          clearTimeout(timer);
          waiting.delete(envelopeId);
          resolve(answer);
        };
        waiting.set(envelopeId, done);
        const again = retry ? { retry_attempt: retry.attempt, retry_reason: retry.reason } : {};
        const accepts = { accepts_response_payload: type !== 'events_api' };
        const envelope = { envelope_id: envelopeId, type, payload, ...accepts, ...again };
        if (socket) socket.send(JSON.stringify(envelope));
        else done({ status: 0, body: 'no socket is open' });
      });
    },
    close() {
      for (const done of [...waiting.values()]) done({ status: 0, body: 'no socket is open' });
      for (const socket of open) socket.terminate();
      listening.close();
    },
  };
}
