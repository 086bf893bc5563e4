import type { Call } from '../../playground/slack.ts';
import { hostile } from './hostile.ts';
import { unexpected } from './stored.ts';
import type { World } from './world.ts';

const ourDate = /^(Created|Claimed|Completed) <!date\^\d+\^\{date_short_pretty\}, \{time\}\|[^<>&]*>$/;
const inertMarks = /^[^*_~`]*(\u2060[*_~`]\u2060[^*_~`]*)*$/;
const entitiesOnly = /^([^<>&]|&amp;|&lt;|&gt;)*$/;
const loneSurrogate = /\p{Cs}/u;

/**
 * What of all that the bot sent Slack has refused, or could read as markup though a person typed it. Only our own dates
 * may stand in mrkdwn, which a message's own text is, too.
 */
export function wrongInSlack(calls: readonly Call[]): string[] {
  const wrong: string[] = [];
  for (const { method, given, result } of calls) {
    const at = (what: string, text: unknown) => wrong.push(`${method}: ${what}: ${JSON.stringify(text).slice(0, 300)}`);
    if ((result as { ok: boolean }).ok !== true) at('refused', result);
    const message = given['text'];
    if (typeof message === 'string' && !(entitiesOnly.test(message) && inertMarks.test(message))) at('text', message);
    walk(given, (value) => {
      if (value['type'] === 'mrkdwn' && !ourDate.test(String(value['text']))) at('mrkdwn', value['text']);
      if (value['type'] === 'plain_text' && value['emoji'] !== false) at('emoji', value);
      for (const text of Object.values(value))
        if (typeof text === 'string' && loneSurrogate.test(text)) at('half a character', text);
    });
  }
  return wrong;
}

function walk(value: unknown, visit: (object: Record<string, unknown>) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) visit(value as Record<string, unknown>);
  for (const inner of Object.values(value)) walk(inner, visit);
}

/** After each test of the file: of all that was sent and stored nothing is wrong. At its end it says how much that was. */
export function lookAtAll(world: () => World, where: string) {
  let looked = 0;
  afterEach(async () => {
    const calls = world().slack.calls.splice(0);
    looked += calls.length;
    expect(wrongInSlack(calls)).toEqual([]);
    expect(unexpected(await world().documents())).toEqual([]);
  });
  afterAll(() => {
    const values = Object.keys(hostile).length;
    process.stdout.write(
      `hostile values in ${where}: ${values} in each, ${looked} answers and calls to Slack looked at\n`,
    );
  });
}
