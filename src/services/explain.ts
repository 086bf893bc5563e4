import { z } from 'zod';
import { DatabaseAway, Interrupted, Overloaded, Refusal, SlackIsSlow } from '../domain/refusal.ts';
import { currentInteraction, ends, newReference } from '../interaction.ts';
import type { Log } from '../log.ts';

/** What went wrong, in words for the person; `fields` where it is about what they typed. */
export interface Trouble {
  /** Of a view that says it. */
  title: string;
  sentence: string;
  field?: string | undefined;
  fields?: Record<string, string>;
  /** Nothing that needs the database can be shown now. */
  away: boolean;
}

const notDone = 'Not done';
const nothingSaved = "Dibs can't reach its database right now, so nothing was saved. Try again in a moment.";
const perhapsSaved =
  'Dibs lost its database while saving this, so it may not have been saved. Look whether it was, then try again.';

/** Turns any error into a sentence; what nobody foresaw gets a reference that stands in the log (S5). */
export function explain(error: unknown, log: Log): Trouble {
  if (error instanceof Refusal || error instanceof z.ZodError) {
    ends('refused');
    if (error instanceof z.ZodError) return { title: notDone, ...complaints(error), away: false };
    return { title: notDone, sentence: error.message, field: error.field, away: false };
  }
  if (error instanceof DatabaseAway) {
    ends('away');
    log.warn(`database away (saved: ${error.saved})`, error.cause);
    if (error.saved === 'no') return { title: notDone, sentence: nothingSaved, away: true };
    return { title: 'Perhaps not saved', sentence: perhapsSaved, away: true };
  }
  if (error instanceof Overloaded) {
    ends('overloaded');
    return { title: notDone, sentence: error.message, away: true };
  }
  if (error instanceof Interrupted) {
    const { before, at, after, cause } = error;
    const { sentence, ...trouble } = explain(cause, log);
    return { ...trouble, sentence: [...before, `${at}: ${sentence}`, ...after].join('\n') };
  }
  if (error instanceof SlackIsSlow) {
    ends('failed');
    log.warn('Slack is slow', error.cause);
    const title = error.shown === 'perhaps' ? 'Perhaps not shown' : 'Not shown';
    return { title, sentence: error.message, away: false };
  }
  ends('failed');
  const reference = currentInteraction()?.reference ?? newReference();
  log.error(`unforeseen error, reference ${reference}`, error);
  const sentence = `Something went wrong on our side. If it happens again, report ${reference}.`;
  return { title: 'Something went wrong', sentence, away: false };
}

/** What was done was saved, and only not shown: nobody is to do it twice. */
export function explainUnshown(error: unknown, log: Log): Trouble {
  if (error instanceof Refusal) {
    ends('refused');
    return { title: 'Done', sentence: `It is done, but it can't be shown. ${error.message}`, away: false };
  }
  ends('failed');
  log.error('what was done was not shown', error);
  const sentence = 'It is done, but it could not be shown. Look at it again in a moment.';
  return { title: 'Done', sentence, away: error instanceof DatabaseAway || error instanceof Overloaded };
}

/** Our own sentences; where zod has one of its own, nothing that the field takes was sent. */
function complaints(error: z.ZodError) {
  const fields: Record<string, string> = {};
  for (const { path, message } of error.issues)
    fields[String(path[0] ?? '')] ??= message.startsWith('Invalid input') ? 'Fill this in.' : message;
  return { fields, sentence: Object.values(fields).join(' ') };
}
