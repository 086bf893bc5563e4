import { personName } from '../domain/actor.ts';
import type { WaitingInvitation } from '../services/invitations.ts';
import { actions, bold, paragraph } from './blocks.ts';
import { accept, decline } from './buttons.ts';
import type { KnownBlock } from './types.ts';

/** Invitations that wait for whoever looks, each with Accept and Decline. */
export function invitationBlocks(waiting: WaitingInvitation[]): KnownBlock[] {
  return waiting.flatMap(({ invitation, group, inviter }) => {
    const about = { invitation: invitation.id };
    return [
      paragraph([`${personName(inviter)} invites you to `, bold(group.name)]),
      ...actions(accept(about, { style: 'primary' }), decline(about)),
    ];
  });
}
