import { actions, escaped, paragraph, sentence } from './blocks.ts';
import { accept, decline } from './buttons.ts';
import type { Clients } from './clients.ts';
import type { Done } from './tell-done.ts';

interface Letter extends Done {
  kind: 'notice' | 'invitation' | 'answered' | 'done';
  invitationId?: string | undefined;
}

interface Posted {
  teamId: string;
  channel: string;
  ts: string;
}

interface Invitations {
  isPending(id: string): Promise<boolean>;
  posted(id: string, message: Posted): Promise<void>;
  messagesOf(id: string): Promise<Posted[]>;
}

/** Delivers a letter as a direct message. @throws where Slack doesn't take it, to be tried again */
export function notifier(clients: Clients, invitations: Invitations, tellDone: (done: Done) => Promise<void>) {
  return async function deliver(letter: Letter): Promise<void> {
    if (letter.kind === 'done') return tellDone(letter);
    const { teamId, userId, invitationId } = letter;
    const client = await clients.patient(teamId);
    const content = { text: escaped(letter.sentence), blocks: [sentence(letter.sentence)] };

    if (letter.kind === 'answered') {
      for (const { channel, ts, teamId } of await invitations.messagesOf(invitationId ?? ''))
        await (await clients.patient(teamId)).chat.update({ channel, ts, ...content });
      return;
    }
    if (letter.kind === 'notice' || !invitationId) {
      await client.chat.postMessage({ channel: userId, ...content });
      return;
    }
    if (!(await invitations.isPending(invitationId))) return;
    const buttons = actions(
      accept({ invitation: invitationId }, { style: 'primary' }),
      decline({ invitation: invitationId }),
    );
    const hint = paragraph('Your invitations are also in Home and under /group invites.');
    const posted = await client.chat.postMessage({
      channel: userId,
      text: content.text,
      blocks: [...content.blocks, hint, ...buttons],
    });
    await invitations.posted(invitationId, { teamId, channel: posted.channel ?? '', ts: posted.ts ?? '' });
  };
}
