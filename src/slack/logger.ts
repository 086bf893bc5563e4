import type { Logger } from '@slack/bolt';
import type { Level, Log } from '../log.ts';

/**
 * Our log in the shape that Bolt and its clients expect. Their debug lines are whole payloads, which hold what people
 * type, passwords too, so those are never written; nor are objects, but for errors.
 */
export function boltLogger(log: Log): Logger {
  const said =
    (write: Log[Level]) =>
    (...parts: unknown[]) =>
      write(...parts.filter((part) => typeof part === 'string' || part instanceof Error));
  return {
    debug: () => undefined,
    info: said(log.info),
    warn: said(log.warn),
    error: said(log.error),
    setLevel: () => undefined,
    getLevel: () => (log.level === 'debug' ? 'info' : log.level) as ReturnType<Logger['getLevel']>,
    setName: () => undefined,
  };
}
