import { messageProblems, optionProblems, viewProblems } from './block-kit.ts';
import type { Block } from './blocks.ts';
import type { Delivery } from './delivery.ts';

interface Given {
  response_action?: string;
  errors?: Record<string, string>;
  view?: unknown;
  options?: unknown;
}

/** What an acknowledgement carries; undefined where it is empty. A command may be answered by mere text. */
export function carried(body: string): Record<string, unknown> | undefined {
  if (!body) return undefined;
  return body.startsWith('{') ? (JSON.parse(body) as Record<string, unknown>) : { text: body };
}

/** Why Slack would not show what an acknowledgement carries; empty when it does. */
export function acknowledgementProblems({ kind, payload }: Delivery, given: Given): string[] {
  if (kind === 'slash_commands') return messageProblems(given);
  if (payload['type'] === 'block_suggestion') return optionProblems(given.options);
  if (given.response_action === 'errors') return errorProblems(payload['view'], given.errors ?? {});
  return given.view ? viewProblems(given.view, 'modal') : [];
}

function errorProblems(view: unknown, errors: Record<string, string>): string[] {
  const { blocks } = view as { blocks: Block[] };
  const inputs = blocks.filter((block) => block.type === 'input').map((block) => block.block_id);
  return Object.entries(errors).flatMap(([id, error]) =>
    inputs.includes(id) && error ? [] : [`no input ${id} for the error ${error}`],
  );
}
