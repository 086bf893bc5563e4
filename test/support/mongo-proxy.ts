import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';

/** One command of the driver's, such as `{ insert: 'tasks', … }`. */
export type Command = Record<string, unknown>;

/**
 * What the way to MongoDB is like. Refused: connections are reset, and none is taken. Black-holed: nothing comes
 * through, and who has lost something hears nothing ever after. Slow: each command takes two seconds more.
 */
export type Way = 'open' | 'refused' | 'black-holed' | 'slow';
const slowMilliseconds = 2000;

interface Options {
  /** Called before a command goes on to MongoDB; what it awaits delays it, and if it throws both sides are cut. */
  before?(command: Command): Promise<void> | void;
  /** Called when MongoDB has answered a command, before the bot hears it; as `before` otherwise. */
  after?(command: Command): Promise<void> | void;
}

const ignore = () => undefined;

interface Connection {
  client: Socket;
  upstream: Socket;
  /** The last that went to MongoDB. */
  command: Command | undefined;
}

const messageCode = 2013;
const headerBytes = 16;
/** The header, four bytes of flags, and the kind of the first section, which is the command itself. */
const commandAt = headerBytes + 5;

/**
 * Stands between a bot and MongoDB and sees each command, so that a test can act between any two of them, or make the
 * way to MongoDB a bad one.
 */
export async function startMongoProxy(uri: string, { before = ignore, after = ignore }: Options = {}) {
  const target = new URL(uri);
  const open = new Set<Socket>();
  /** Connections that have lost something. */
  const silent = new WeakSet<Socket>();
  let way: Way = 'open';
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
    const connection: Connection = { client, upstream, command: undefined };
    void forward(connection);
    void backward(connection);
  });

  function comesThrough(client: Socket): boolean {
    if (way === 'black-holed') silent.add(client);
    return !silent.has(client);
  }

  async function forward(connection: Connection) {
    const { client, upstream } = connection;
    try {
      for await (const message of messages(client)) {
        if (!comesThrough(client)) continue;
        if (way === 'slow') await wait(slowMilliseconds);
        connection.command = commandIn(message);
        if (connection.command) await before(connection.command);
        upstream.write(message);
      }
    } catch {
      client.destroy();
    }
  }

  async function backward(connection: Connection) {
    const { client, upstream } = connection;
    try {
      for await (const message of messages(upstream)) {
        if (connection.command) await after(connection.command);
        if (comesThrough(client)) client.write(message);
      }
    } catch {
      client.destroy();
    }
  }

  async function listen(port: number): Promise<number> {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as { port: number }).port;
  }

  async function close() {
    for (const socket of open) socket.resetAndDestroy();
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  }

  const port = await listen(0);
  return {
    /** The same database by way of the proxy. */
    uri: `mongodb://127.0.0.1:${port}${target.pathname}?directConnection=true`,
    async become(next: Way) {
      way = next;
      if (way === 'refused') await close();
      else if (!server.listening) await listen(port);
    },
    stop: close,
  };
}

function commandIn(message: Buffer): Command | undefined {
  if (message.readInt32LE(12) !== messageCode) return undefined;
  return mongoose.mongo.BSON.deserialize(message.subarray(commandAt), { allowObjectSmallerThanBufferSize: true });
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
