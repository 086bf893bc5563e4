import { buttonsOf, type View, visible } from './blocks.ts';
import type { Answered, Delivery } from './delivery.ts';
import type { Message, Shown, State } from './state.ts';

/** What a person was shown in answer to what they did. */
export interface Answer {
  kind: 'message' | 'modal' | 'home' | 'errors' | 'closed' | 'nothing' | 'failed';
  /** Everything visible, a line a block. */
  text: string;
  buttons: string[];
  /** By label, where a form was refused. */
  errors: Record<string, string>;
  /** By block id. */
  fieldErrors: Record<string, string>;
  milliseconds: number;
  message?: Message | undefined;
  view?: View | undefined;
  /** What was sent, to send it again. */
  delivery: Delivery;
}

/** After the acknowledgement, for what comes by the Web API or a response URL. */
const answerMilliseconds = 3500;

/** What the acknowledgement shows by itself; undefined where the answer comes otherwise. */
export type FromAcknowledgement = (body: string) => Shown | Partial<Answer> | undefined;

interface Asking {
  delivery: Delivery;
  /** Under which the answer is shown. */
  keys: string[];
  deliver: () => Promise<Answered>;
  acknowledged?: FromAcknowledgement;
}

/** Delivers, and waits until something is shown under one of the keys, or the bot has failed. */
export async function ask(
  state: State,
  { delivery, keys, deliver, acknowledged = () => undefined }: Asking,
): Promise<Answer> {
  const started = performance.now();
  let forget = () => {};
  const shown = new Promise<Shown | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), answerMilliseconds).unref();
    const stop = state.await(keys, resolve);
    forget = () => {
      clearTimeout(timer);
      stop();
    };
  });
  try {
    const { status, body } = await deliver();
    const result = status === 200 ? acknowledged(body) : failed(status, body);
    return answerOf(delivery, result ?? (await shown), performance.now() - started);
  } finally {
    forget();
  }
}

const failed = (status: number, body: string): Partial<Answer> => ({
  kind: 'failed',
  text: status === 0 ? body : `${status} ${body}`.trim(),
});

export function answerOf(delivery: Delivery, shown?: Shown | Partial<Answer>, milliseconds = 0): Answer {
  const empty: Answer = {
    ...{ kind: 'nothing', text: '', buttons: [], errors: {}, fieldErrors: {} },
    ...{ milliseconds, delivery },
  };
  if (!shown) return empty;
  if ('message' in shown && shown.message) {
    const { blocks, text } = shown.message;
    const seen = { text: visible(blocks) || text, buttons: buttonsOf(blocks) };
    return { ...empty, kind: 'message', ...seen, message: shown.message };
  }
  if ('view' in shown && shown.view) {
    const { type: kind, blocks, title } = shown.view;
    const text = [title?.text ?? '', visible(blocks)].join('\n').trim();
    return { ...empty, kind, text, buttons: buttonsOf(blocks), view: shown.view };
  }
  return { ...empty, ...(shown as Partial<Answer>) };
}
