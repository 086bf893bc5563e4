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

/** This delivery's change was made before (S3): there is nothing to do and nothing to say. */
export class AlreadyDone extends Error {
  constructor() {
    super('this delivery was handled before');
    this.name = 'AlreadyDone';
  }
}
