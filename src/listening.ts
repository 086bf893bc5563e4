import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Waits until the server listens; returns its port. @throws Error that names the variable where the port is taken */
export async function listening(server: Server, port: number, variable: string): Promise<number> {
  try {
    await once(server.listen(port), 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Error(`${variable}: another program listens on ${port}. Set ${variable} to a free one.`);
  }
  return (server.address() as AddressInfo).port;
}
