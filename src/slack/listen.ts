import type { App } from '@slack/bolt';
import type { Visitor } from '../domain/actor.ts';
import { explain } from '../services/explain.ts';
import { type Answering, answering } from './answer.ts';
import { dispatcher } from './dispatch.ts';
import { inTime } from './in-time.ts';
import { readMessage } from './messages.ts';
import * as payloads from './payloads.ts';
import { asked, fromJson, metadataOf, surfaceOf } from './surfaces.ts';

interface Listening extends Answering {
  /** An organisation's installation was asked in this workspace. */
  belongs(teamId: string, enterpriseId: string, at: Date): Promise<void>;
}

/**
 * Connects the table of routes to Bolt: one listener per kind of interaction, which reads who asks and where they look,
 * acknowledges, and has the work done and shown (answer.ts). Returns a function that waits for what is under way.
 */
export function listen(app: App, listening: Listening): { drain: () => Promise<void> } {
  const { routes, clients, clock, log } = listening;
  const { answer, visitorOf, inTurn, track, drain } = answering(listening);
  const dispatch = dispatcher(listening);

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

  return { drain };

  /** The installation that serves a workspace in which it is asked; an organisation's is noted, for letters there. */
  function served(teamId: string, byOrganisation: boolean, enterpriseId: string | null | undefined): string {
    if (!byOrganisation || !enterpriseId) return teamId;
    void track(listening.belongs(teamId, enterpriseId, clock())).catch((error: unknown) =>
      log.warn("an organisation's workspace was not noted", error),
    );
    return enterpriseId;
  }
}
