import type { Letter } from '../domain/letter.ts';
import { type BackgroundCalls, Refused } from './background.ts';
import { actions, escaped, hint, paragraph } from './blocks.ts';
import { accept, decline, takeOver } from './buttons.ts';
import { directMessages, type Posted } from './direct-messages.ts';
import { doneReply, doneTeller, type ShowHome } from './tell-done.ts';
import type { KnownBlock } from './types.ts';

interface Invitations {
  isPending(id: string): Promise<boolean>;
  posted(id: string, message: Posted): Promise<void>;
  messagesOf(id: string): Promise<Posted[]>;
}

interface Content {
  text: string;
  blocks: KnownBlock[];
}

/** Names the letter in its message, so that a second try finds what the first has posted. */
const letterEvent = 'dibs_letter';

/** Delivers a letter as a direct message, shown once however often it is tried. @throws Undelivered */
export function notifier({ call }: BackgroundCalls, invitations: Invitations, showHome: ShowHome) {
  const tellDone = doneTeller({ call }, showHome);
  const direct = directMessages({ call });

  const postedBefore = (letter: Letter) =>
    direct.posted(letter, ({ metadata }) => {
      const payload = metadata?.event_payload as { id?: unknown } | undefined;
      return metadata?.event_type === letterEvent && payload?.id === letter.id;
    });

  async function post(letter: Letter, content: Content): Promise<Posted> {
    const { teamId, userId } = letter;
    const message = { ...content, metadata: { event_type: letterEvent, event_payload: { id: letter.id } } };
    const to = (channel: string, turn?: string) =>
      call(teamId, 'chat.postMessage', (client) => client.chat.postMessage({ channel, ...message }), turn);
    const posted = await to(userId, userId).catch(async (error: unknown) => {
      if (!(error instanceof Refused) || error.fate !== 'reopen') throw error;
      return to(await direct.open(letter));
    });
    return { teamId, channel: posted.channel ?? '', ts: posted.ts ?? '' };
  }

  async function update({ teamId, channel, ts }: Posted, content: Content): Promise<void> {
    await call(teamId, 'chat.update', (client) => client.chat.update({ channel, ts, ...content }));
  }

  async function show(letter: Letter, content: Content, earlier: Posted | undefined): Promise<Posted> {
    if (!earlier) return post(letter, content);
    await update(earlier, content);
    return earlier;
  }

  /** Where it was answered meanwhile it isn't shown any more; the answer's letter comes after this one. */
  async function invite(letter: Letter, invitationId: string, content: Content): Promise<void> {
    const isPending = await invitations.isPending(invitationId);
    const earlier = letter.unsure ? await postedBefore(letter) : undefined;
    if (!isPending && !earlier) return;
    const invitation = { invitation: invitationId };
    const buttons = actions(accept(invitation, { style: 'primary' }), decline(invitation));
    const elsewhere = hint('Your invitations are also in Home and under `/group invites`.');
    const asked = { ...content, blocks: [...content.blocks, elsewhere, ...buttons] };
    const message = isPending ? await show(letter, asked, earlier) : earlier;
    if (message) await invitations.posted(invitationId, message);
  }

  return async function deliver(letter: Letter): Promise<void> {
    const { kind, invitationId } = letter;
    const content = { text: escaped(letter.sentence), blocks: [paragraph(letter.sentence)] };
    if (kind === 'invitation' && invitationId) return invite(letter, invitationId, content);
    if (kind === 'answered' && invitationId) {
      const messages = await invitations.messagesOf(invitationId);
      const updated = await Promise.allSettled(messages.map((message) => update(message, content)));
      const failed = updated.find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
      return;
    }
    if (kind === 'done') {
      const reply = doneReply(letter);
      if (await tellDone(letter, reply)) return;
      content.blocks = reply.blocks;
    }
    const button = letter.succession ? actions(takeOver(letter.succession, { style: 'primary' })) : [];
    const shown = { ...content, blocks: [...content.blocks, ...button] };
    await show(letter, shown, letter.unsure ? await postedBefore(letter) : undefined);
  };
}
