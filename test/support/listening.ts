import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A connection over which nothing is sent yet. @throws Error where nobody listens */
export async function connected(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket.on('error', () => undefined);
}

export async function isListening(port: number): Promise<boolean> {
  const socket = await connected(port).catch(() => undefined);
  socket?.destroy();
  return socket !== undefined;
}
