import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SimulatedSlack } from '../../playground/slack.ts';

export interface BotProcess {
  /** Of /slack/events; over Socket Mode where it serves its health. */
  url: string;
  /** Everything the process has said. */
  output: string[];
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

interface Options {
  slack: SimulatedSlack;
  mongodbUri: string;
  /** Over Socket Mode instead of HTTP. */
  socket?: boolean;
  /** The folder of an installation; the repository itself where none is named. */
  installedIn?: string;
  environment?: Record<string, string>;
}

const repository = join(__dirname, '../..');

const running = new Set<ChildProcess>();
/** What still runs when the file's tests are over, as after one that failed. */
afterAll(async () => {
  const ended = [...running].map((child) => once(child, 'exit'));
  for (const child of running) child.kill('SIGKILL');
  await Promise.all(ended);
});

/** The bot as it is run: a process of its own, built, that is ready when it says so. */
export async function startBotProcess({
  slack,
  mongodbUri,
  socket = false,
  installedIn = repository,
  environment = {},
}: Options): Promise<BotProcess> {
  const child = spawn(process.execPath, [join(installedIn, 'dist/src/main.js')], {
    cwd: installedIn,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'test',
      SLACK_BOT_TOKEN: slack.botToken,
      ...(socket ? { SLACK_APP_TOKEN: slack.appToken } : { SLACK_SIGNING_SECRET: slack.signingSecret }),
      SLACK_API_URL: slack.apiUrl,
      MONGODB_URI: mongodbUri,
      PORT: '0',
      BCRYPT_COST: '4',
      LOG_LEVEL: 'error',
      ...environment,
    },
  });
  const output: string[] = [];
  running.add(child);
  const exited = once(child, 'exit') as Promise<[number | null]>;
  child.once('exit', () => running.delete(child));
  createInterface(child.stderr).on('line', (line) => output.push(line));
  const ready = new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      output.push(line);
      const [, port] = /Dibs is ready: .*\blocalhost:(\d+)/.exec(line) ?? [];
      if (port) resolve(`http://127.0.0.1:${port}/slack/events`);
    });
    exited.then(([code]) => reject(new Error(`the bot ended with ${code}:\n${output.join('\n')}`))).catch(reject);
  });
  return {
    url: await ready,
    output,
    async kill(signal) {
      child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}
