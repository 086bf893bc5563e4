import { setTimeout as wait } from 'node:timers/promises';
import type { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import { ZodError } from 'zod';
import { AlreadyDone, DatabaseAway } from '../domain/refusal.ts';
import type { Log } from '../log.ts';
import { turns } from '../services/turns.ts';
import { inTime } from './in-time.ts';
import { eventPayload, installationTold, organisationTold } from './payloads.ts';
import type { Routes } from './routes.ts';
import type { See } from './watch.ts';

/** One try's work. */
const workMilliseconds = 2000;
/** An event that can't be done, since the database is away, is tried again here, beside Slack's own repetitions. */
const triedMilliseconds = 60_000;
const betweenTriesMilliseconds = 500;
/** So many are held, so that memory is bounded; */
const mostHeld = 5000;
/** and so many are tried at once, so that people don't wait for connections behind them when the database is back. */
const mostAtOnce = 8;

type ReceiverEvent = Parameters<App['processEvent']>[0];

/**
 * Bolt acknowledges an event before anybody hears it, and over Socket Mode in any case. Those in the table of routes
 * are done first and acknowledged then: one that can't be done stays unacknowledged, and Slack sends it again.
 */
export function doBeforeAcknowledging(
  app: App,
  receiver: HTTPReceiver | SocketModeReceiver,
  { routes, clock, log, see }: { routes: Routes; clock: () => Date; log: Log; see: See },
) {
  const stopping = new AbortController();
  /** By the event's id: one that comes again while it is held isn't held twice. */
  const held = new Map<string, Promise<void>>();
  const inTurn = turns(mostAtOnce);

  async function once({ body }: ReceiverEvent): Promise<void> {
    const told = eventPayload.parse(body);
    const route = routes.eventOf(told.event.type);
    const delivery = { key: `event ${told.event_id}`, deadline: Date.now() + workMilliseconds };
    // Slack tells the second; whatever happened in it did so by its end.
    const at = new Date(told.event_time * 1000 + 999);
    const to = { installationId: installationTold(told), enterpriseId: organisationTold(told) };
    const event = { ...to, at, now: clock(), delivery };
    try {
      await route?.handle(event, route.schema.parse(told.event) as never);
    } catch (error) {
      if (!(error instanceof AlreadyDone)) throw error;
    }
  }

  async function untilDone(event: ReceiverEvent): Promise<void> {
    for (const until = Date.now() + triedMilliseconds; ; ) {
      try {
        if (stopping.signal.aborted) throw new DatabaseAway('no');
        return await inTurn(() => once(event));
      } catch (error) {
        if (!(error instanceof DatabaseAway) || Date.now() > until || stopping.signal.aborted) throw error;
      }
      await wait(betweenTriesMilliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  function hold(event: ReceiverEvent): Promise<void> {
    const id = String(event.body['event_id']);
    const underWay = held.get(id);
    if (underWay) return underWay;
    if (held.size >= mostHeld) throw new DatabaseAway('no');
    const work = see(event.body, () => untilDone(event));
    held.set(id, work);
    const done = () => void held.delete(id);
    work.then(done, done);
    return work;
  }

  async function processEvent(event: ReceiverEvent): Promise<void> {
    if (!routes.eventOf(event.body['event']?.type)) return app.processEvent(event);
    try {
      await inTime(() => hold(event));
    } catch (error) {
      // What can't be read now can't be read when it comes again.
      if (!(error instanceof ZodError)) throw error;
      log.warn('an event of another shape than Slack documents', error);
    }
    await event.ack();
  }

  receiver.init({ processEvent } as App);

  return {
    /** Tries no more, and waits for what is under way. */
    async stop() {
      stopping.abort();
      await Promise.allSettled(held.values());
    },
  };
}
