import type { Answered, Delivery } from './delivery.ts';
import { blanked } from './secrets.ts';

/** One request between Slack and the bot, in either direction. */
interface Entry {
  number: number;
  /** When it was answered. */
  at: number;
  direction: 'to the bot' | 'by the bot';
  /** A command's words, an interaction's kind and id, an event, or the Web API's method. */
  what: string;
  milliseconds: number;
  /** HTTP's; 0 where no answer came. */
  status: number;
  request: unknown;
  response: unknown;
}

const most = 500;

/** Keeps the latest requests, to look at and to send again. `deliver` sends one to the bot. */
export function createInspector(deliver: (delivery: Delivery) => Promise<Answered>) {
  const kept: (Entry & { delivery?: Delivery | undefined })[] = [];
  const listeners = new Set<() => void>();
  let number = 0;

  function record(entry: Omit<Entry, 'number' | 'at'>, delivery?: Delivery) {
    kept.push({ number: ++number, at: Date.now(), ...entry, delivery });
    if (kept.length > most) kept.shift();
    for (const listener of [...listeners]) listener();
  }

  return {
    delivered(delivery: Delivery, { status, body }: Answered, started: number) {
      const { kind, payload, retry } = delivery;
      const request = { headers: { 'x-slack-signature': 'v0=…' }, kind, ...(retry ? { retry } : {}), payload };
      const milliseconds = Math.round(performance.now() - started);
      const entry = { direction: 'to the bot', what: nameOf(delivery), milliseconds, status } as const;
      record({ ...entry, request, response: body }, delivery);
    },
    called(what: string, request: unknown, status: number, response: unknown, started: number) {
      const milliseconds = Math.round(performance.now() - started);
      record({ direction: 'by the bot', what, milliseconds, status, request, response });
    },
    /** Those with higher numbers than `after`, the oldest first, without their secrets. */
    entries: (after = 0): Entry[] =>
      kept
        .filter((entry) => entry.number > after)
        .map(({ delivery: _, request, response, ...entry }) => ({
          ...entry,
          request: blanked(request),
          response: blanked(typeof response === 'string' ? parsed(response) : response),
        })),
    /** Delivers what an entry delivered once more, freshly signed; undefined where it was not to the bot or is gone. */
    async again(wanted: number): Promise<{ status: number } | undefined> {
      const { delivery } = kept.find((entry) => entry.number === wanted) ?? {};
      return delivery && { status: (await deliver(delivery)).status };
    },
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export type Inspector = ReturnType<typeof createInspector>;

function nameOf({ kind, payload }: Delivery): string {
  const text = (value: unknown) => (value === undefined ? '' : String(value));
  if (kind === 'slash_commands') return `${text(payload['command'])} ${text(payload['text'])}`.trim();
  if (kind === 'events_api') return text((payload['event'] as { type?: string }).type);
  const [action] = (payload['actions'] as { action_id?: string }[] | undefined) ?? [];
  const view = payload['view'] as { callback_id?: string } | undefined;
  const id = action?.action_id ?? payload['action_id'] ?? payload['callback_id'] ?? view?.callback_id;
  return `${text(payload['type'])} ${text(id)}`.trim();
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
