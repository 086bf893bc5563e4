import { pino } from 'pino';
import { currentInteraction } from './interaction.ts';
import { hiding } from './secrets.ts';

export type Level = 'debug' | 'info' | 'warn' | 'error';

/** Text, a cause, and fields of their own names, in any order. Never what a person typed. */
export type Log = Record<Level, (...parts: unknown[]) => void> & { level: Level };

/** What is told of an error: its other properties may hold requests, tokens and what people typed. */
function errorFields(error: Error): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? { code: error.code } : {};
  return { name, message, stack, ...code, ...(cause instanceof Error ? { cause: errorFields(cause) } : {}) };
}

/** Logs to stderr as JSON, a line each: with the reference of the interaction under way, and without `secrets`. */
export function createLog(level: Level, secrets: readonly string[] = []): Log {
  const log = pino(
    {
      level,
      mixin: () => {
        const request = currentInteraction()?.reference;
        return request ? { request } : {};
      },
      hooks: { streamWrite: hiding(secrets) },
    },
    pino.destination({ fd: 2, sync: true }),
  );
  const write =
    (at: Level) =>
    (...parts: unknown[]) => {
      const error = parts.find((part) => part instanceof Error);
      const fields = parts.filter((part) => typeof part === 'object' && part !== null && !(part instanceof Error));
      const text = parts.filter((part) => part !== undefined && typeof part !== 'object').map(String);
      log[at](Object.assign({}, ...fields, error ? { err: errorFields(error) } : {}), text.join(' '));
    };
  return { level, debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
