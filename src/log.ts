import { pino } from 'pino';

export type Level = 'debug' | 'info' | 'warn' | 'error';

/** Anything that could hold a secret or a password is blanked before it is written. */
const secrets = [
  'password',
  'confirmPassword',
  'currentPassword',
  'passwordHash',
  'token',
  'botToken',
  'authorization',
  'state',
  'view',
  'body',
  'data',
  'config',
  'headers',
  'request',
];

/** Text and causes, in any order. */
export type Log = Record<Level, (...parts: unknown[]) => void> & { level: Level };

/** Logs to stderr as JSON. */
export function createLog(level: Level): Log {
  const paths = secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  const log = pino({ level, redact: { paths, censor: '[redacted]' } }, pino.destination({ fd: 2, sync: true }));
  const write =
    (at: Level) =>
    (...parts: unknown[]) => {
      const error = parts.find((part) => part instanceof Error);
      const text = parts
        .filter((part) => !(part instanceof Error))
        .map(String)
        .join(' ');
      if (error) log[at]({ err: error }, text);
      else log[at](text);
    };
  return { level, debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
