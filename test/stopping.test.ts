import { EventEmitter, once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { type Page, startServer } from '../src/server.ts';
import { startBotProcess } from './support/bot-process.ts';
import { connected, isListening } from './support/listening.ts';
import { until } from './support/until.ts';
import { startWorld, type World } from './support/world.ts';

const ask = 'GET /late HTTP/1.1\r\nhost: localhost\r\n\r\n';

/** A server with one page, that answers when it is let, one after another. */
async function startWithPage() {
  const happens = new EventEmitter();
  const arrival = () => once(happens, 'arrived');
  const arrived = arrival();
  const waiting: (() => void)[] = [];
  const late: Page = async (_request, response) => {
    waiting.push(() => response.end('late'));
    happens.emit('arrived');
  };
  const server = await startServer({
    port: 0,
    slack: undefined,
    pages: { '/late': late },
    publicUrl: undefined,
    databaseAnswers: async () => true,
    shown: { metrics: {} as never, port: undefined, token: undefined },
    report: () => undefined,
    // Each look at whether it still lets somebody in is an arrival, after which it lingers.
    lingerMilliseconds: 20,
  });
  const get = fetch(`http://127.0.0.1:${server.port}/late`);
  await arrived;
  return { ...server, get, answer: () => waiting.shift()?.(), arrival };
}

/** Until nobody is let in. */
const closed = (port: number) => until(async () => !(await isListening(port)));

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

  test('what is asked for then over an open connection is answered, too', async () => {
    const { get, port, stop, answer, arrival } = await startWithPage();
    const socket = await connected(port);
    const said = text(socket);
    const stopped = stop();
    await closed(port);
    const arrived = arrival();
    socket.write(ask);
    await arrived;
    answer();
    await get;
    expect(await Promise.race([stopped, wait(200, 'waits')])).toBe('waits');
    answer();
    await stopped;
    expect(await said).toMatch(/^HTTP\/1.1 200 OK\r\n.*late/s);
  });

  test('who asks for several things at once and leaves isn’t waited for', async () => {
    const { get, port, stop, answer, arrival } = await startWithPage();
    const socket = await connected(port);
    const arrived = arrival();
    socket.write(ask.repeat(10));
    await arrived;
    socket.destroy();
    answer();
    await get;
    expect(await timed(stop())).toBeLessThan(2000);
  });

  test('what isn’t answered after seven seconds is given up', async () => {
    const { get, stop } = await startWithPage();
    const told = get.catch((error: Error) => error.message);
    const milliseconds = await timed(stop());
    expect(milliseconds).toBeGreaterThan(6900);
    expect(milliseconds).toBeLessThan(8000);
    expect(await told).toMatch(/fetch failed/);
  });
});
