import { EventEmitter, once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Page, startServer } from '../src/server.ts';
import { startBotProcess } from './support/bot-process.ts';
import { startWorld, type World } from './support/world.ts';

/** A server with one page, that answers when it is let. */
async function startWithPage() {
  const happens = new EventEmitter();
  const arrived = once(happens, 'arrived');
  const late: Page = async (_request, response) => {
    const answered = once(happens, 'answered');
    happens.emit('arrived');
    await answered;
    response.end('late');
  };
  const server = await startServer({
    port: 0,
    slack: undefined,
    pages: { '/late': late },
    publicUrl: undefined,
    databaseAnswers: async () => true,
    shown: { metrics: {} as never, port: undefined, token: undefined },
    report: () => undefined,
    lingerMilliseconds: 100,
  });
  const get = fetch(`http://127.0.0.1:${server.port}/late`);
  await arrived;
  return { ...server, get, answer: () => happens.emit('answered') };
}

async function connected(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket.on('error', () => undefined);
}

/** Until nobody is let in. */
async function closed(port: number): Promise<void> {
  for (;;) {
    const socket = await connected(port).catch(() => undefined);
    if (!socket) return;
    socket.destroy();
    await wait(20);
  }
}

/** How long it took, in milliseconds. */
async function timed(work: Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work;
  return performance.now() - began;
}

describe('R4: stopping', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  test('SIGTERM finishes what is under way and ends with 0', async () => {
    const bot = await startBotProcess({ slack: world.slack, mongodbUri: world.mongodbUri });
    const ada = await world.member('ada');
    const under = Array.from({ length: 20 }, () => ada.command('/group', { url: bot.url }));
    await Promise.race(under);
    expect(await bot.kill('SIGTERM')).toBe(0);
    const answers = await Promise.all(under);
    expect(answers.filter(({ text }) => !/My groups/.test(text)).map(({ kind, text }) => `${kind} ${text}`)).toEqual(
      [],
    );
  });

  test('a connection that says nothing doesn’t hold it up', async () => {
    const bot = await startBotProcess({ slack: world.slack, mongodbUri: world.mongodbUri });
    const socket = await connected(Number(new URL(bot.url).port));
    expect(await bot.kill('SIGTERM')).toBe(0);
    socket.destroy();
  });

  test('what is answered once no more is taken is answered, and its connection isn’t kept', async () => {
    const { get, port, stop, answer } = await startWithPage();
    const stopped = stop();
    await closed(port);
    answer();
    const { headers } = await get;
    expect(headers.get('connection')).toBe('close');
    expect(await timed(stopped)).toBeLessThan(1000);
  });

  test('what isn’t answered for five seconds is given up', async () => {
    const { get, stop } = await startWithPage();
    const told = get.catch((error: Error) => error.message);
    expect(await timed(stop())).toBeLessThan(6500);
    expect(await told).toMatch(/fetch failed/);
  });
});
