import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import mongoose from 'mongoose';

/** One command of the driver's, such as `{ insert: 'tasks', … }`. */
export type Command = Record<string, unknown>;

interface Options {
  /** Called before a command goes on to MongoDB; what it awaits delays it, and if it throws both sides are cut. */
  before(command: Command): Promise<void> | void;
}

const messageCode = 2013;
const headerBytes = 16;
/** The header, four bytes of flags, and the kind of the first section, which is the command itself. */
const commandAt = headerBytes + 5;

/** Stands between a bot and MongoDB and sees each command, so that a test can act between any two of them. */
export async function startMongoProxy(uri: string, { before }: Options) {
  const target = new URL(uri);
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
      socket.on('error', () => undefined);
    }
    upstream.pipe(client);
    void forward(client, upstream);
  });

  async function forward(client: Socket, upstream: Socket) {
    try {
      for await (const message of messages(client)) {
        if (message.readInt32LE(12) === messageCode)
          await before(
            mongoose.mongo.BSON.deserialize(message.subarray(commandAt), { allowObjectSmallerThanBufferSize: true }),
          );
        upstream.write(message);
      }
    } catch {
      client.destroy();
    }
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    /** The same database by way of the proxy. */
    uri: `mongodb://127.0.0.1:${port}${target.pathname}?directConnection=true`,
    async stop() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Whole messages of MongoDB's wire protocol; the first four bytes of each are its length. */
async function* messages(socket: Socket): AsyncGenerator<Buffer> {
  let held = Buffer.alloc(0);
  for await (const chunk of socket) {
    held = Buffer.concat([held, chunk as Buffer]);
    while (held.length >= headerBytes && held.length >= held.readInt32LE(0)) {
      const length = held.readInt32LE(0);
      yield held.subarray(0, length);
      held = held.subarray(length);
    }
  }
}
