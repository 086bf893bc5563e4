import { z } from 'zod';
import { line, paragraphs } from './text.ts';

export interface Group {
  id: string;
  /** The workspace it was made in; its name is unique there (G1). */
  teamId: string;
  name: string;
  description: string;
  ownerId: string;
  createdAt: Date;
}

export const groupForm = z.object({ name: line('name', 80), description: paragraphs('description', 1000) });
export type GroupForm = z.infer<typeof groupForm>;

/** G2: only the owner invites, withdraws, removes, edits, passes ownership on, deletes. */
export function isOwner(group: Group, accountId: string): boolean {
  return group.ownerId === accountId;
}

const invitationStatuses = ['pending', 'accepted', 'declined', 'withdrawn'] as const;
export type InvitationStatus = (typeof invitationStatuses)[number];

export interface Invitation {
  id: string;
  groupId: string;
  inviterId: string;
  status: InvitationStatus;
  /** Who is invited: an account, or a Slack user who has none yet (G3). */
  accountId?: string | undefined;
  slackUser?: { teamId: string; userId: string } | undefined;
  createdAt: Date;
  /** To whom its message goes; none where nobody is there to be written to. */
  writtenTo?: { teamId: string; userId: string } | undefined;
  answeredAt?: Date | undefined;
}
