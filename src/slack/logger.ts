import type { Logger } from '@slack/bolt';

type Level = 'debug' | 'info' | 'warn' | 'error';
export type Log = Record<Level, (...parts: unknown[]) => void> & { level: Level };

/**
 * Our log in the shape that Bolt and its clients expect. What they would say for debugging is whole payloads, with the
 * passwords and links in them, so it isn't heard (A2).
 */
export function boltLogger(log: Log): Logger {
  return {
    ...log,
    debug: () => undefined,
    setLevel: () => undefined,
    getLevel: () => log.level as ReturnType<Logger['getLevel']>,
    setName: () => undefined,
  };
}
