// Block Kit's text objects.
import { withEmoji } from './emoji.js';
import { mrkdwn } from './mrkdwn.js';

/** The nodes of a plain_text or mrkdwn object. */
export function text(object, viewer) {
  if (!object) return [];
  if (object.type === 'mrkdwn') return mrkdwn(object.text, viewer);
  return [plain(object)];
}

/** A text object as a string, for labels and options. */
export function plain(object) {
  if (!object) return '';
  return object.emoji === false ? object.text : withEmoji(object.text ?? '');
}
