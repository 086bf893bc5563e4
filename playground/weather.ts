import { setTimeout as wait } from 'node:timers/promises';

/** How Slack's Web API and response URLs are doing; a contributor changes it to see what the bot makes of it. */
export interface Weather {
  /** Waits this long before each answer. */
  slowMilliseconds: number;
  /** Answers 429. */
  rateLimited: boolean;
  /** Answers 503. */
  failing: boolean;
  /** Answers with this error of the Web API's. */
  refusing?: string | undefined;
}

export const fairWeather = (): Weather => ({ slowMilliseconds: 0, rateLimited: false, failing: false });

const longestMilliseconds = 60_000;
const retryAfterSeconds = 5;

interface Refusal {
  status: number;
  headers: Record<string, string>;
  /** The Web API says this as JSON, a response URL as text. */
  error: string;
}

/** Lets a call wait as long as it must, and answers it where the weather is bad. */
export async function weathered(weather: Weather): Promise<Refusal | undefined> {
  const milliseconds = Math.min(Math.max(0, Number(weather.slowMilliseconds) || 0), longestMilliseconds);
  if (milliseconds > 0) await wait(milliseconds, undefined, { ref: false });
  if (weather.failing) return { status: 503, headers: {}, error: 'service_unavailable' };
  if (weather.rateLimited)
    return { status: 429, headers: { 'retry-after': String(retryAfterSeconds) }, error: 'ratelimited' };
  if (weather.refusing) return { status: 200, headers: {}, error: weather.refusing };
  return undefined;
}
