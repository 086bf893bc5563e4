import type { Trouble } from '../services/explain.ts';
import { escaped, paragraph } from './blocks.ts';
import type { PublishHome, Wanted } from './homes.ts';
import { showing } from './modals.ts';
import { modalOf, type Opener, openModal, pushModal, updateModal } from './open-modals.ts';
import type { Outcome, Reply } from './outcome.ts';
import { look, open } from './replies.ts';
import type { Where } from './surfaces.ts';

type Result = { outcome: Outcome } | { trouble: Trouble };

interface Presenting extends Opener {
  publish: PublishHome;
  /** Waits a little for what changes no answer, whatever becomes of it. */
  behind: (work: Promise<unknown>) => Promise<unknown>;
}

/** Shows a result where the person is looking; returns what the acknowledgement of a command or a form carries. */
export async function present(result: Result, where: Where, presenting: Presenting): Promise<unknown> {
  const { surface } = where;
  if ('trouble' in result) return presentTrouble(result.trouble, where, presenting);
  const { outcome } = result;
  if (outcome.kind === 'again') throw new Error('a request to do something again is not to be shown');
  if (outcome.kind === 'home')
    return publishHome(presenting, {
      state: outcome.state,
      shown: surface.kind === 'home' ? surface.shown : undefined,
    });
  if (outcome.kind === 'modal') return openModal(outcome, where, presenting);

  switch (surface.kind) {
    case 'command':
      return { response_type: 'ephemeral', text: escaped(outcome.sentence), blocks: outcome.blocks };
    case 'message':
      return respond(surface.responseUrl, outcome, presenting);
    case 'shortcut':
      return openModal(open(showing(outcome.title, outcome.blocks)), where, presenting);
    case 'home':
      if (!outcome.replaces) return openModal(open(showing(outcome.title, outcome.blocks)), where, presenting);
      return publishHome(presenting, { state: surface.state, notice: outcome.sentence });
    case 'modal':
      await updateModal(surface, outcome, where, presenting);
      if (surface.home) await presenting.behind(publishHome(presenting, { state: surface.home }));
      return undefined;
    case 'form':
      if (surface.home)
        await presenting.behind(publishHome(presenting, { state: surface.home, notice: outcome.sentence }));
      if (surface.home && outcome.replaces) return { response_action: 'clear' };
      return { response_action: 'update', view: modalOf(outcome, surface.home) };
  }
}

async function presentTrouble(trouble: Trouble, where: Where, presenting: Presenting): Promise<unknown> {
  const { surface } = where;
  const reply = look(trouble.title, trouble.sentence, [paragraph(trouble.sentence)]);
  switch (surface.kind) {
    case 'form':
      if (surface.fields.length === 0) return { response_action: 'update', view: showing(reply.title, reply.blocks) };
      return { response_action: 'errors', errors: fieldErrors(trouble, surface.fields) };
    case 'home': {
      if (!trouble.away) return publishHome(presenting, { state: surface.state, notice: trouble.sentence });
      const view = {
        type: 'home' as const,
        blocks: reply.blocks,
        private_metadata: JSON.stringify(surface.state ?? {}),
      };
      return publishHome(presenting, { state: surface.state, instead: view });
    }
    case 'modal':
      return pushModal(surface.viewId, modalOf(reply, surface.home), where, presenting);
    default:
      return present({ outcome: reply }, where, presenting);
  }
}

/**
 * A delivery that came before has nothing to show (S3), but for a form: it stays open where its answer was lost, and what
 * is typed then and sent isn't saved.
 */
export function presentRepeated({ surface }: Where): unknown {
  if (surface.kind !== 'form') return undefined;
  const since = " What you changed since isn't saved: open the form again to change it.";
  const said = `This form was sent before, and that counts.${surface.fields.length > 0 ? since : ''}`;
  return { response_action: 'update', view: modalOf(look('Sent before', said, [paragraph(said)]), surface.home) };
}

/** Each complaint at its field; one about no field of this form at the first. */
function fieldErrors(trouble: Trouble, fields: string[]): Record<string, string> {
  const [first = ''] = fields;
  const complaints = trouble.fields ?? { [trouble.field ?? first]: trouble.sentence };
  const at = (name: string) => (fields.includes(name) ? name : first);
  return Object.fromEntries(Object.entries(complaints).map(([name, complaint]) => [at(name), complaint]));
}

/** Shows Home anew. */
async function publishHome({ visitor, publish }: Presenting, home: Omit<Wanted, 'visitor'>): Promise<undefined> {
  await publish({ visitor, ...home });
  return undefined;
}

/** Sends a message to a response URL. */
async function respond(responseUrl: string, reply: Reply, { clients }: Presenting): Promise<undefined> {
  await clients.respond(responseUrl, {
    text: escaped(reply.sentence),
    blocks: reply.blocks,
    replace_original: reply.replaces,
    response_type: 'ephemeral',
  });
  return undefined;
}
