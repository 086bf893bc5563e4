import type { KnownBlock, ModalView } from './types.ts';

/**
 * What a handler returns; present.ts shows it where the person is looking.
 * A reply is a message after a command or a message's button, a modal elsewhere. One that `replaces` tells what a
 * press has done: it takes the place of the message or modal, and in Home it stands at the top of the new Home.
 */
export interface Reply {
  kind: 'reply';
  /** What it says in one sentence: for notifications and screen readers, and at the top of Home. */
  sentence: string;
  blocks: KnownBlock[];
  /** A modal's title where it is shown as one; 24 characters. */
  title: string;
  replaces: boolean;
}

/** Opens a form, on top of another where one is open. */
export interface Opening {
  kind: 'modal';
  view: ModalView;
  /** Told where it is shown, where it will be brought up to date from outside Slack. */
  opened?: (where: ShownModal) => Promise<void>;
}

/** An open modal, and as JSON the state of the Home behind it, if it was opened from there. */
interface ShownModal {
  viewId: string;
  home?: string | undefined;
}

/** Shows Home anew, as `state` says (HomeState of home/views.ts). */
interface HomeChange {
  kind: 'home';
  state: unknown;
}

/** Does again what a person without an account had asked for (A8). */
interface Again {
  kind: 'again';
  request: Request;
}

export type Outcome = Reply | Opening | HomeChange | Again;

/** Something a person asked for, in a form that fits into a button. */
export type Request =
  | { type: 'command'; command: string; text: string; channelId: string }
  | { type: 'button'; id: string; value: string }
  | { type: 'shortcut'; id: string; message?: { text: string; link: string } | undefined };
