import { setTimeout as wait } from 'node:timers/promises';
import type { App } from '@slack/bolt';
import type { Actor, Delivery, SlackUser, Visitor } from '../domain/actor.ts';
import { AlreadyDone, DatabaseAway, Refusal } from '../domain/refusal.ts';
import { ends } from '../interaction.ts';
import { explain, explainUnshown } from '../services/explain.ts';
import { turns } from '../services/turns.ts';
import type { Clients } from './clients.ts';
import { dispatcher } from './dispatch.ts';
import { homes } from './homes.ts';
import { inTime } from './in-time.ts';
import type { Log } from './logger.ts';
import { readMessage } from './messages.ts';
import type { Outcome, Request } from './outcome.ts';
import * as payloads from './payloads.ts';
import { present, type Surface } from './present.ts';
import type { Routes } from './routes.ts';
import { asked, fromJson, metadataOf, surfaceOf } from './surfaces.ts';

/** What is done must be done by then, so that a person is answered within 2.5 s (S4). */
const workMilliseconds = 2000;
/** A form is acknowledged within 3 s, whether Home behind it is shown or not. */
const homeMilliseconds = 500;
/** More at once than the database has connections only make each other late. */
const mostAtOnce = 32;

export interface Listening {
  routes: Routes;
  clients: Clients;
  clock: () => Date;
  log: Log;
  /** Who a Slack user is here; undefined without an account. */
  actorOf(visitor: Visitor): Promise<Actor | undefined>;
  /** An organisation's installation was asked in this workspace. */
  belongs(teamId: string, enterpriseId: string, at: Date): Promise<void>;
  /** Whether a delivery's change was made before (S3). */
  seen(delivery: Delivery): Promise<boolean>;
  /** What a person without an account is shown instead, with a way back to what they asked for (A8). */
  welcome(request: Request | undefined): Outcome;
}

/** What a Slack user asked for, whom, and where they are looking. */
interface Interaction {
  user: SlackUser;
  installationId: string;
  key: string;
  triggerId: string;
  surface: Surface;
}

/**
 * Connects the table of routes to Bolt: one listener per kind of interaction. This file alone acknowledges, finds out
 * who asks, and turns a Refusal into the surface it belongs on and any other error into a sentence with a reference.
 * Returns a function that waits for what is under way.
 */
export function listen(app: App, listening: Listening): { drain: () => Promise<void> } {
  const { routes, clients, clock, log } = listening;
  const underWay = new Set<Promise<unknown>>();
  const inTurn = turns(mostAtOnce);
  const publish = homes(listening, listening.actorOf);
  const dispatch = dispatcher(listening);

  const track = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    void work.finally(() => underWay.delete(work)).catch(() => undefined);
    return work;
  };

  /** Home behind an answer: waited for a little, and what becomes of it changes no answer (S4). */
  const behind = (work: Promise<unknown>): Promise<unknown> => {
    const told = work.catch((error: unknown) => log.warn('Home was not brought up to date', error));
    return Promise.race([track(told), wait(homeMilliseconds, undefined, { ref: false })]);
  };

  function visitorOf({ user, installationId, key }: Interaction): Visitor {
    return { ...user, installationId, now: clock(), delivery: { key, deadline: Date.now() + workMilliseconds } };
  }

  /** The work's outcome; what went wrong as words; undefined where a delivery came twice and there is nothing to say. */
  async function outcomeOf(visitor: Visitor, work: (visitor: Visitor) => Promise<Outcome>) {
    try {
      return { outcome: await inTime(() => work(visitor), { inTurn }) };
    } catch (error) {
      if (error instanceof AlreadyDone) return ends('repeated');
      if (error instanceof Refusal && (await listening.seen(visitor.delivery).catch(() => false)))
        return ends('repeated');
      return { trouble: troubleOf(error, visitor) };
    }
  }

  const troubleOf = (error: unknown, { delivery }: Visitor) => explain(delivery.sent ? unsure(error) : error, log);

  /** Does the work and shows what came of it. For a command or a form, returns what the acknowledgement is to carry. */
  async function answer(interaction: Interaction, work: (visitor: Visitor) => Promise<Outcome>) {
    const visitor = visitorOf(interaction);
    const presenting = { clients, visitor, publish, behind };
    const result = await outcomeOf(visitor, work);
    if (!result) return undefined;
    try {
      return await present(result, interaction, presenting);
    } catch (error) {
      if (error instanceof AlreadyDone) return ends('repeated');
      const saved = 'outcome' in result && visitor.delivery.sent;
      const trouble = saved ? explainUnshown(error, log) : troubleOf(error, visitor);
      return present({ trouble }, interaction, presenting);
    }
  }

  app.command(/.*/, async ({ body, ack }) => {
    const command = payloads.commandPayload.parse(body);
    const { team_id: teamId, user_id: userId, channel_id: channelId, trigger_id: triggerId } = command;
    const installationId = served(teamId, command.is_enterprise_install, command.enterprise_id);
    const surface = { kind: 'command' } as const;
    const interaction = { user: { teamId, userId }, installationId, key: triggerId, triggerId, surface };
    const request = { type: 'command' as const, command: command.command, text: command.text, channelId };
    await track(
      answer(interaction, async (visitor) => dispatch.command(visitor, request)).then((reply) => ack(reply as never)),
    );
  });

  app.action(/.*/, async ({ body, ack }) => {
    const payload = payloads.actionPayload.parse(body);
    const { trigger_id: triggerId, actions } = payload;
    const [action] = actions;
    const interaction = { ...asked(payload), key: triggerId, triggerId, surface: surfaceOf(payload) };
    const request = {
      type: 'button' as const,
      id: action?.action_id ?? '',
      value: action?.value ?? action?.selected_option?.value ?? '',
    };
    await ack();
    await track(answer(interaction, async (visitor) => dispatch.button(visitor, request)));
  });

  app.view({ callback_id: /.*/, type: 'view_submission' }, async ({ body, ack }) => {
    const payload = payloads.submissionPayload.parse(body);
    const { view, trigger_id: triggerId } = payload;
    const { home, payload: carried } = metadataOf(view.private_metadata);
    const fields = view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id);
    const surface = { kind: 'form', home, fields } as const;
    const interaction = { ...asked(payload), key: `view ${view.id}`, triggerId, surface };
    const work = async (visitor: Visitor) => dispatch.form(visitor, view.callback_id, carried, view.state);
    await track(answer(interaction, work).then((reply) => ack(reply as never)));
  });

  app.shortcut(/.*/, async ({ body, ack }) => {
    const payload = payloads.shortcutPayload.parse(body);
    const { trigger_id: triggerId, callback_id: id, message, channel } = payload;
    const interaction = { ...asked(payload), key: triggerId, triggerId, surface: { kind: 'shortcut' } as const };
    const about = async () => {
      const client = await clients.prompt(interaction.installationId);
      return message && readMessage(client, { ...message, channelId: channel?.id ?? '' });
    };
    await ack();
    await track(answer(interaction, async (visitor) => dispatch.shortcut(visitor, id, message && (await about()))));
  });

  app.options(/.*/, async ({ body, ack }) => {
    const payload = payloads.suggestionPayload.parse(body);
    const suggest = async () => {
      const visitor = visitorOf({ ...asked(payload), key: '', triggerId: '', surface: { kind: 'shortcut' } });
      const actor = await listening.actorOf(visitor);
      const options =
        actor && (await routes.suggestion(payload.action_id)?.(actor, payload.value, payload.view?.state ?? {}));
      return options ?? [];
    };
    const options = await track(
      inTime(suggest, { inTurn }).catch((error: unknown) => {
        explain(error, log);
        return [];
      }),
    );
    await ack({ options } as never);
  });

  app.event('app_home_opened', async ({ body }) => {
    const payload = payloads.homeOpenedPayload.parse(body);
    const { team_id: teamId, event_id: eventId, event } = payload;
    if (event.tab !== 'home') return;
    const state = fromJson(event.view?.private_metadata ?? '');
    const [to] = payload.authorizations ?? [];
    const interaction = {
      user: { teamId, userId: event.user },
      installationId: served(teamId, to?.is_enterprise_install ?? false, to?.enterprise_id),
      key: eventId,
      triggerId: '',
      surface: { kind: 'home', state, shown: event.view?.callback_id } as const,
    };
    await track(answer(interaction, async () => ({ kind: 'home', state })));
  });

  app.error(async (error) => {
    explain(error, log);
  });

  return {
    async drain() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };

  /** The installation that serves a workspace in which it is asked; an organisation's is noted, for letters there. */
  function served(teamId: string, byOrganisation: boolean, enterpriseId: string | null | undefined): string {
    if (!byOrganisation || !enterpriseId) return teamId;
    void track(listening.belongs(teamId, enterpriseId, clock())).catch((error: unknown) =>
      log.warn("an organisation's workspace was not noted", error),
    );
    return enterpriseId;
  }
}

/** What was lost after a change was sent may have been saved all the same: it was only not shown. */
function unsure(error: unknown): unknown {
  return error instanceof DatabaseAway ? new DatabaseAway('unknown', error.cause) : error;
}
