import { webApi } from '@slack/bolt';
import { NotInstalled } from '../domain/installation.ts';
import { Undelivered } from '../domain/letter.ts';
import type { SlackCalls } from './calls.ts';
import type { Clients } from './clients.ts';
import { type BackgroundMethod, type Fate, fateOf } from './fates.ts';

/** Slack's pace for messages: one a second and channel, with short bursts; two processes keep it together. */
const messages = { burst: 4, everyMilliseconds: 1000 };

/** After a call that hung, or failed in Slack itself, nothing is asked of its workspace for this long. */
const unwellMilliseconds = 5000;
/** Slack says in a header when to come again; this is for where it doesn't. */
const heldMilliseconds = 30_000;

interface Paces {
  take(key: string, pace: { burst: number; everyMilliseconds: number }, now: Date): Promise<Date | undefined>;
  hold(key: string, until: Date): Promise<void>;
  heldUntil(keys: readonly string[], now: Date): Promise<Date | undefined>;
}

/** Errors of connecting: nothing was sent. */
const notSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** A call that Slack refuses in words. `reopen` and `final` are for whoever called to act on. */
export class Refused extends Undelivered {
  readonly fate: Fate;

  readonly code: string;

  constructor(method: BackgroundMethod, code: string) {
    const fate = fateOf(method, code);
    super(`${method}: ${code}`, { final: fate === 'final' || fate === 'reopen', unsure: fate === 'unsure' });
    this.fate = fate;
    this.code = code;
  }
}

/** Calls to Slack that nobody waits for: at its pace, never while it holds them back, and never repeated here. */
export function backgroundCalls(clients: Clients, paces: Paces, clock: () => Date) {
  const methodKey = (teamId: string, method: BackgroundMethod) => `${teamId} ${method}`;
  const inSome = (milliseconds: number) => new Date(clock().getTime() + milliseconds);

  /** Slack takes no more of this method from this workspace for a while. */
  async function heldBack(teamId: string, method: BackgroundMethod, milliseconds: number) {
    const notBefore = inSome(milliseconds);
    await paces.hold(methodKey(teamId, method), notBefore);
    const others = method.startsWith('chat.') ? { others: { which: 'kind' as const, until: notBefore } } : {};
    return new Undelivered(`${method}: called too often`, { notBefore, ...others });
  }

  async function whatItMeans(error: unknown, teamId: string, method: BackgroundMethod): Promise<unknown> {
    if (error instanceof webApi.WebAPIPlatformError) {
      const refused = new Refused(method, error.data.error);
      if (refused.fate !== 'held') return refused;
      const seconds = error.data.response_metadata?.retryAfter;
      return heldBack(teamId, method, seconds === undefined ? heldMilliseconds : seconds * 1000);
    }
    if (error instanceof webApi.WebAPIRateLimitedError) return heldBack(teamId, method, error.retryAfter * 1000);
    if (!(error instanceof webApi.WebAPIHTTPError || error instanceof webApi.WebAPIRequestError)) return error;
    const until = inSome(unwellMilliseconds);
    await paces.hold(teamId, until);
    const unsure = !(error instanceof webApi.WebAPIRequestError && notSent.has(codeOf(error.original)));
    return new Undelivered(`${method}: ${error.message}`, { unsure, others: { which: 'workspace', until } });
  }

  return {
    /** `channel`: takes a turn to post there. @throws Undelivered, or Refused where Slack has words for it */
    async call<T>(
      teamId: string,
      method: BackgroundMethod,
      send: (client: SlackCalls) => Promise<T>,
      channel?: string,
    ): Promise<T> {
      const notBefore =
        (await paces.heldUntil([teamId, methodKey(teamId, method)], clock())) ??
        (channel && (await paces.take(`${teamId}:${channel}`, messages, clock())));
      if (notBefore) throw new Undelivered(`${method}: not yet`, { early: true, notBefore });
      const client = await clients.patient(teamId).catch(unlessNotInstalled);
      try {
        return await send(client);
      } catch (error) {
        throw await whatItMeans(error, teamId, method);
      }
    },
  };
}

/** Where there is no token, no other try would help. */
function unlessNotInstalled(error: unknown): never {
  throw error instanceof NotInstalled ? new Undelivered('Dibs is not installed there', { final: true }) : error;
}

export type BackgroundCalls = ReturnType<typeof backgroundCalls>;

function codeOf(error: Error): string {
  const cause = error.cause ?? error;
  return typeof cause === 'object' && 'code' in cause ? String(cause.code) : '';
}
