import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bot, startBot } from '../../src/start.ts';

type Options = Parameters<typeof startBot>[0];

/** Starts the built bot with the options of its first message; each later one says how far its clock is ahead, or to stop. */
const program = `
  const { startBot } = await import(process.argv[1]);
  let ahead = 0;
  process.once('message', async (options) => {
    const { stop, ...ports } = await startBot({ ...options, clock: () => new Date(Date.now() + ahead) });
    process.on('message', async (message) => {
      if (message === 'stop') await stop();
      else ahead = message;
      process.send('done');
    });
    process.send(ports);
  });
  process.on('disconnect', () => process.exit());
`;
const start = pathToFileURL(join(__dirname, '../../dist/src/start.js')).href;

/** Bots as processes of their own, whose time a test lets pass. */
export function botsApart() {
  const clocks = new Set<(ahead: number) => Promise<unknown>>();

  return {
    async start({ clock: _, ...options }: Options): Promise<Bot> {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program, start], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        serialization: 'advanced',
      });
      // A test that fails before it stops them isn't kept from ending, and ends them.
      child.unref();
      child.channel?.unref();
      const exited = once(child, 'exit');
      const ended = exited.then(([code]) => {
        throw new Error(`a bot has ended with ${code}`);
      });
      ended.catch(() => undefined);
      async function ask(message: object | number | 'stop'): Promise<unknown> {
        const answer = once(child, 'message');
        child.send(message);
        const [said] = await Promise.race([answer, ended]);
        return said;
      }
      const ports = (await ask(options)) as Pick<Bot, 'port' | 'metricsPort'>;
      clocks.add(ask);
      return {
        ...ports,
        async stop() {
          clocks.delete(ask);
          await ask('stop');
          child.disconnect();
          await exited;
        },
      };
    },

    /** In their eyes it is so many milliseconds later than it is. */
    async setAhead(milliseconds: number): Promise<void> {
      await Promise.all([...clocks].map((set) => set(milliseconds)));
    },
  };
}
