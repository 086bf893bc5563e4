import { refusedMessage, refusedSuggestions, refusedView } from './block-kit/surfaces.ts';
import type { Block } from './blocks.ts';
import type { Delivery } from './delivery.ts';

interface Given {
  response_action?: string;
  errors?: Record<string, string>;
  view?: unknown;
}

/** What an acknowledgement carries; undefined where it is empty. A command may be answered by mere text. */
export function carried(body: string): Record<string, unknown> | undefined {
  if (!body) return undefined;
  return body.startsWith('{') ? (JSON.parse(body) as Record<string, unknown>) : { text: body };
}

/** Why Slack would not show what an acknowledgement carries; empty when it does. */
export function acknowledgementProblems({ kind, payload }: Delivery, given: Given): string[] {
  if (kind === 'slash_commands') return reasons(refusedMessage(given as Record<string, unknown>));
  if (payload['type'] === 'block_suggestion') return reasons(refusedSuggestions(given));
  if (given.response_action === 'errors') return errorProblems(payload['view'], given.errors ?? {});
  return given.view ? reasons(refusedView(given.view, 'modal')) : [];
}

const reasons = (refused: { error: string; messages: string[] } | undefined): string[] =>
  refused ? [refused.error, ...refused.messages] : [];

function errorProblems(view: unknown, errors: Record<string, string>): string[] {
  const { blocks } = view as { blocks: Block[] };
  const inputs = blocks.filter((block) => block.type === 'input').map((block) => block.block_id);
  return Object.entries(errors).flatMap(([id, error]) =>
    inputs.includes(id) && error ? [] : [`no input ${id} for the error ${error}`],
  );
}
