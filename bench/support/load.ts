import type { Delivery } from '../../playground/delivery.ts';
import { startProgram } from './program.ts';

/** One interaction to send. */
export interface Sending {
  delivery: Delivery;
  /** Where its answer is shown: in the acknowledgement, at a response URL's path, at "home USER" or "trigger ID". */
  shownAt: string;
  /** What the answer must say, to count. */
  says: string;
}

/** What is sent, and how fast: `atOnce` one after another, or `perSecond` whatever is under way. */
export interface Load {
  sendings: Sending[];
  /** The bot's address, or those of several in turn; undefined over Socket Mode. */
  to: string | string[] | undefined;
  signingSecret: string;
  atOnce?: number;
  perSecond?: number;
}

/** How it went: milliseconds until the acknowledgement and until the answer was shown, and what was wrong. */
export interface Loaded {
  seconds: number;
  acknowledged: number[];
  shown: number[];
  wrong: string[];
}

/** Slack, in a process of its own that sends the load and answers the bot's calls. */
export async function startSlack() {
  const program = await startProgram(new URL('slack-program.js', import.meta.url), {});
  const sendCrowd = (load: Load) =>
    new Promise<Loaded>((resolve) => {
      program.child.once('message', (message) => resolve(message as Loaded));
      program.child.send(load);
    });
  return {
    url: program.url,
    stop: program.stop,
    /** Sends all, and returns also what was answered wrongly. */
    sendCrowd,
    /** @throws where an answer wasn't what it must be: such a measurement means nothing */
    async send(load: Load): Promise<Loaded> {
      const loaded = await sendCrowd(load);
      if (loaded.wrong.length > 0)
        throw new Error(`${loaded.wrong.length} of ${load.sendings.length} were answered wrongly: ${loaded.wrong[0]}`);
      return loaded;
    },
  };
}

export type Slack = Awaited<ReturnType<typeof startSlack>>;
