import { type Answered, type Delivery, timedOut } from './delivery.ts';

/** When Slack sends an event again that was not acknowledged: nearly at once, after a minute, and after five more. */
const slackRetryMilliseconds = [0, 60_000, 300_000];

/** Delivers events as Slack does: up to three times more, saying why. */
export function createRetries(deliver: (delivery: Delivery) => Promise<Answered>, pauses = slackRetryMilliseconds) {
  const timers = new Set<NodeJS.Timeout>();

  async function attempt(delivery: Delivery, number: number): Promise<Answered> {
    const answered = await deliver(delivery);
    const reason = reasonOf(answered);
    const pause = pauses[number];
    if (reason && pause !== undefined && !answered.noRetry) {
      const next = { ...delivery, retry: { attempt: number + 1, reason } };
      const timer = setTimeout(() => {
        timers.delete(timer);
        void attempt(next, number + 1);
      }, pause).unref();
      timers.add(timer);
    }
    return answered;
  }

  return {
    /** What the first attempt was answered. */
    deliver: (delivery: Delivery) => attempt(delivery, 0),
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

function reasonOf({ status, body }: Answered): string | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status !== 0) return 'http_error';
  return body === timedOut ? 'http_timeout' : 'connection_failed';
}
