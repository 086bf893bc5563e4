import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Ticks of the processor clock in a second, as Linux shows them in /proc. */
const ticksPerSecond = 100;

/** One process that is measured from outside. */
export interface Program {
  pid: number;
  /** Where it listens, without a path. */
  url: string;
  /** From its start until it said that it is ready, in milliseconds. */
  startMilliseconds: number;
  /** And what of that it was at work, which doesn't depend on what else the machine does. */
  startProcessorMilliseconds: number;
  child: ChildProcess;
  stop(): Promise<void>;
}

/** The processor time of a process with all its threads so far, in milliseconds. */
export function processorMilliseconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name, in brackets, may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
}

/** What of a process is in memory, in MiB. */
export function residentMebibytes(pid: number): number {
  const [, kibibytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) / 1024;
}

/** With which what is sent is signed, as Slack does. */
export const signingSecret = 'a-signing-secret-of-the-benchmark';

/** The bot as it is run in production. */
export const bot = new URL('../../src/main.js', import.meta.url);

/** What every bot is told that is measured, as in production; with LOG_LEVEL `warn`, as docs/performance.md says. */
export const botEnvironment = (slackUrl: string) => ({
  ...{ SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: `${slackUrl}/api/` },
  ...{ NODE_ENV: 'production', PORT: '0', LOG_LEVEL: 'warn' },
});

/** The options of Node with which `npm start` starts it. */
function startOptions(): string[] {
  const { scripts } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  return / node (.+) \S+$/.exec(scripts.start)?.[1]?.split(' ') ?? [];
}

/** Starts a built program; it is ready when it says where it listens. */
export async function startProgram(file: URL, environment: Record<string, string>): Promise<Program> {
  const began = performance.now();
  const child = spawn(process.execPath, [...(file === bot ? startOptions() : []), fileURLToPath(file)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...environment },
  });
  const exited = once(child, 'exit');
  const goToo = () => void child.kill();
  process.once('exit', goToo);
  void exited.finally(() => process.off('exit', goToo)).catch(() => undefined);
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += String(chunk);
      const [, port] = /ready.*\blocalhost:(\d+)/i.exec(said) ?? [];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
    exited.then(() => reject(new Error(`${file.pathname} ended before it was ready: ${said}`)), reject);
  });
  return {
    pid: child.pid ?? 0,
    url,
    startMilliseconds: performance.now() - began,
    startProcessorMilliseconds: processorMilliseconds(child.pid ?? 0),
    child,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await exited;
    },
  };
}
