import type { Logger } from '@slack/bolt';

type Level = 'debug' | 'info' | 'warn' | 'error';
export type Log = Record<Level, (...parts: unknown[]) => void> & { level: Level };

/** Our log in the shape that Bolt and its clients expect. */
export function boltLogger(log: Log): Logger {
  return {
    ...log,
    setLevel: () => undefined,
    getLevel: () => log.level as ReturnType<Logger['getLevel']>,
    setName: () => undefined,
  };
}
