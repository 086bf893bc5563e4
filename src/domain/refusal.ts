/** A rule says no. The sentence is for the person: it says who may, or what to do instead. `field` names the form's input it belongs to. */
export class Refusal extends Error {
  readonly field: string | undefined;

  constructor(sentence: string, field?: string) {
    super(sentence);
    this.name = 'Refusal';
    this.field = field;
  }
}

/** The database could not be reached, or not in time. `saved` says what became of the change that was under way. */
export class DatabaseAway extends Error {
  readonly saved: 'no' | 'unknown';

  constructor(saved: 'no' | 'unknown', cause?: unknown) {
    super('the database is away', { cause });
    this.name = 'DatabaseAway';
    this.saved = saved;
  }
}

/** More is asked than can be done: this was not begun, so that others are served. The sentence is for the person. */
export class Overloaded extends Error {
  constructor() {
    super('Dibs has too much to do right now, so nothing was saved. Try again in a moment.');
    this.name = 'Overloaded';
  }
}

const unshown = {
  perhaps: "Slack is slow to answer: it may open yet. If it doesn't within a few seconds, try again.",
  no: 'Slack is too busy to open this. Try again in a moment.',
};

/** Slack took too long to show something, and may show it yet; or it takes nothing now. The sentence is for the person. */
export class SlackIsSlow extends Error {
  readonly shown: 'perhaps' | 'no';

  constructor(shown: 'perhaps' | 'no', cause?: unknown) {
    super(unshown[shown], { cause });
    this.name = 'SlackIsSlow';
    this.shown = shown;
  }
}

/**
 * Of several things that were asked for at once, one failed in a way that is no Refusal (the cause); those after it were
 * not begun. The sentences are for the person.
 */
export class Interrupted extends Error {
  /** What became of those before it. */
  readonly before: string[];
  /** Which one it was. */
  readonly at: string;
  /** What to do about it, and about those after it. */
  readonly after: string[];

  constructor(told: { before: string[]; at: string; after: string[] }, cause: unknown) {
    super(`interrupted at ${told.at}`, { cause });
    this.name = 'Interrupted';
    this.before = told.before;
    this.at = told.at;
    this.after = told.after;
  }
}

/** Somebody else's change came between a look at `what`, as a sentence begins with it, and one's own change. */
export const changedMeanwhile = (what: string) =>
  new Refusal(`${what} changed at the same moment. Look at it and try again.`);

/** This delivery's change was made before (S3): there is nothing to do and nothing to say. */
export class AlreadyDone extends Error {
  constructor() {
    super('this delivery was handled before');
    this.name = 'AlreadyDone';
  }
}
