import type { SimulatedSlack } from '../../playground/slack.ts';
import type { OnCall, Reply } from '../../playground/web-api/server.ts';

/** What becomes of one call in bad weather. */
export type Weather = (carryOut: () => Reply) => Reply | Promise<Reply>;

const failed = (status: number, error: string, headers: Record<string, string> = {}): Reply => ({
  status,
  headers,
  body: { ok: false, error },
});
const never = () => new Promise<Reply>(() => undefined);

export const tooMany =
  (seconds: number): Weather =>
  () =>
    failed(429, 'ratelimited', { 'retry-after': String(seconds) });
export const unwell: Weather = () => failed(503, 'service_unavailable');
export const hung: Weather = never;
/** Slack refuses in words. */
export const refused =
  (error: string): Weather =>
  () => ({ status: 200, body: { ok: false, error } });
/** It is carried out, but what is heard of it is this. */
export const unheard =
  (weather: Weather): Weather =>
  (carryOut) => {
    carryOut();
    return weather(carryOut);
  };

/** Whether a call is meant. */
export type Which = (call: Parameters<OnCall>[0]) => boolean;

/** Weather for the calls that `which` names, until it is fair again; `calls` are those that met it, by their method. */
export function badWeather(slack: SimulatedSlack, weather: Weather, which: Which) {
  const before = slack.onCall;
  const calls: { method: string; at: number }[] = [];
  slack.onCall = (call, carryOut) => {
    if (!which(call)) return before(call, carryOut);
    calls.push({ method: call.method, at: Date.now() });
    return weather(carryOut);
  };
  return {
    calls,
    clear() {
      slack.onCall = before;
    },
  };
}

/** The methods that the bot calls when nobody waits. */
export const inBackground: Which = ({ method }) => /^(chat\.(postMessage|update)|conversations\.)/.test(method);

/** The first so many calls of a method. */
export function firstOf(method: string, count = 1): Which {
  let met = 0;
  return (call) => call.method === method && met++ < count;
}
