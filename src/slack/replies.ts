import { paragraph } from './blocks.ts';
import type { Opening, Reply } from './outcome.ts';
import type { KnownBlock, ModalView } from './types.ts';

/** Slack takes no more blocks in a message. */
const mostBlocks = 50;

/** Tells what was done: a sentence, and what there is to see or press now. Takes the place of what was pressed. */
export function done(what: string, blocks: KnownBlock[] = [], title = 'Done'): Reply {
  return { ...look(title, what, [paragraph(what), ...blocks]), replaces: true };
}

/** Shows something to look at, beside what was there. `said` stands for it in notifications. */
export function look(title: string, said: string, blocks: KnownBlock[]): Reply {
  return { kind: 'reply', title, sentence: said, blocks: blocks.slice(0, mostBlocks), replaces: false };
}

/** The same, in place of what was pressed: the next page of a list, a card brought up to date. */
export function instead(reply: Reply): Reply {
  return { ...reply, replaces: true };
}

export function open(view: ModalView): Opening {
  return { kind: 'modal', view };
}
