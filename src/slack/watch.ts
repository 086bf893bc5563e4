import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Figures, InteractionKind } from '../figures.ts';
import type { Log } from '../log.ts';
import { watchInteractions } from '../watched.ts';
import type { Routes } from './routes.ts';

/** Does the work that a payload of Slack's asks for, and sees how it goes. */
export type See = (body: unknown, work: () => Promise<void>) => Promise<void>;

interface Watching {
  routes: Routes;
  log: Log;
  figures: Figures;
}

const id = z.string().optional().catch(undefined);
const team = z.object({ id }).nullish().catch(undefined);

/** What tells one kind of payload from another; anything may be missing. */
const head = z.object({
  type: id,
  command: id,
  text: id,
  callback_id: id,
  action_id: id,
  actions: z
    .array(z.object({ action_id: id }))
    .optional()
    .catch(undefined),
  view: z.object({ callback_id: id }).nullish().catch(undefined),
  event: z.object({ type: id }).optional().catch(undefined),
  team_id: id,
  team,
});

/** What Slack has subscribed events named; anything else is none of them. */
const eventName = /^[a-z_.]{1,60}$/;

function kindOf(payload: z.output<typeof head>, routes: Routes): InteractionKind {
  const { type, command, text, callback_id: callback = '', action_id: suggestion = '', actions, view, event } = payload;
  const [action = ''] = (actions ?? []).map((one) => one.action_id ?? '');
  const form = view?.callback_id ?? '';
  const known = (kind: InteractionKind['kind'], name: string, there: unknown) => ({
    kind,
    name: there ? name : 'unknown',
  });
  if (command !== undefined) return { kind: 'command', name: routes.commandName(command, text ?? '') };
  if (type === 'block_actions') return known('button', action, routes.button(action));
  if (type === 'view_submission') return known('form', form, routes.form(form));
  if (type === 'shortcut' || type === 'message_action') return known('shortcut', callback, routes.shortcut(callback));
  if (type === 'block_suggestion') return known('suggestion', suggestion, routes.suggestion(suggestion));
  if (event) return known('event', event.type ?? '', eventName.test(event.type ?? ''));
  return { kind: 'other', name: 'unknown' };
}

/**
 * Sees each interaction before any listener does, until all of its work is done, and counts those under way.
 */
export function watch(app: App, { routes, log, figures }: Watching) {
  const underWay = new Set<Promise<void>>();
  const watched = watchInteractions(log, figures);

  const see: See = (body, work) => {
    const payload = head.parse(body);
    const seen = watched(kindOf(payload, routes), work, { team: payload.team_id ?? payload.team?.id });
    underWay.add(seen);
    void seen.catch(() => undefined).finally(() => underWay.delete(seen));
    return seen;
  };
  app.use(({ body, next }) => see(body, next));

  return {
    /** For what Bolt doesn't get to see. */
    see,

    /** Resolves when nothing is under way, however much has come meanwhile; or else when `signal` is aborted. */
    async quiet(signal?: AbortSignal): Promise<void> {
      const aborted = new Promise<void>((resolve) =>
        signal?.addEventListener('abort', () => resolve(), { once: true }),
      );
      while (underWay.size > 0 && !signal?.aborted) await Promise.race([Promise.allSettled(underWay), aborted]);
    },
  };
}
