import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SimulatedSlack } from '../../playground/slack.ts';

export interface BotProcess {
  /** Where it takes Slack's requests; empty with Socket Mode. */
  url: string;
  /** Everything the process has said. */
  output: string[];
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

interface Options {
  slack: SimulatedSlack;
  mongodbUri: string;
  environment?: Record<string, string>;
}

/** The bot as it is run: a process of its own, built, that is ready when it says so. */
export async function startBotProcess({ slack, mongodbUri, environment = {} }: Options): Promise<BotProcess> {
  const child = spawn(process.execPath, [join(__dirname, '../../dist/src/main.js')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'test',
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      MONGODB_URI: mongodbUri,
      PORT: '0',
      BCRYPT_COST: '4',
      LOG_LEVEL: 'error',
      ...environment,
    },
  });
  const output: string[] = [];
  const exited = once(child, 'exit') as Promise<[number | null]>;
  createInterface(child.stderr).on('line', (line) => output.push(line));
  const ready = new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      output.push(line);
      const [url = ''] = /http:\/\/localhost:\d+\/slack\/events/.exec(line) ?? [];
      if (/^Dibs is ready/.test(line)) resolve(url.replace('localhost', '127.0.0.1'));
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
