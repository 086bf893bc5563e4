import type { SlackUser } from './actor.ts';
import type { LinkOrigin } from './password-link.ts';

/**
 * An invitation has buttons; its answer changes the invitation's message; a succession has a button that takes over what
 * somebody left behind; what was done on the bot's own page is told where the link to it stood; a notice is only a
 * sentence.
 */
type LetterKind = 'notice' | 'invitation' | 'answered' | 'succession' | 'done';

/** A message to a person, written with the change it tells of and delivered after it (the outbox). */
export interface Letter extends SlackUser {
  id: string;
  kind: LetterKind;
  sentence: string;
  invitationId?: string;
  /** Of a succession: the group it is about, and whose things they were. */
  succession?: { groupId: string; accountId: string };
  /** Of what was done by a password link. */
  link?: LinkOrigin;
  createdAt: Date;
  /** How many tries failed. */
  attempts: number;
  /** A try ended without anybody knowing what came of it, so the message may be there already. */
  unsure: boolean;
}

export type NewLetter = Pick<
  Letter,
  'teamId' | 'userId' | 'kind' | 'sentence' | 'invitationId' | 'succession' | 'link'
>;

/** Why a letter wasn't delivered, and what that means for it and for others. */
interface Consequences {
  /** No other try would help: the person or the bot is gone, or Slack doesn't take such a message. */
  final?: boolean;
  /** The message may be there all the same. */
  unsure?: boolean;
  /** No try that failed: it isn't time, or it is to be made anew. */
  early?: boolean;
  /** When a try may help; else each time after twice as long. */
  notBefore?: Date;
  /** What else need not be tried before then: letters of the same kind in this workspace, or all of it. */
  others?: { which: 'kind' | 'workspace'; until: Date };
}

/** A letter wasn't delivered. The message says why, for who runs the bot. */
export class Undelivered extends Error {
  readonly means: Consequences;

  constructor(reason: string, means: Consequences) {
    super(reason);
    this.name = 'Undelivered';
    this.means = means;
  }
}

const givenUpAfterMilliseconds = 24 * 60 * 60 * 1000;
const longestWaitSeconds = 600;

/** A letter is tried for a day. */
export function isGivenUp(letter: Pick<Letter, 'createdAt'>, now: Date): boolean {
  return now.getTime() - letter.createdAt.getTime() > givenUpAfterMilliseconds;
}

/** The next try after one that failed: each time after twice as long, from 2 s up to 10 minutes. */
export function nextTry(attempts: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(2 ** attempts, longestWaitSeconds) * 1000);
}
