/** What the record keeps: who did what to which thing and when. Append-only; people are ids, so a deleted account leaves no name. */
const activityKinds = [
  'account.created',
  'account.edited',
  'account.deleted',
  'account.exported',
  'group.created',
  'group.edited',
  'group.deleted',
  'group.exported',
  'group.transferred',
  'group.joined',
  'group.left',
  'group.removed',
  'invitation.sent',
  'invitation.accepted',
  'invitation.declined',
  'invitation.withdrawn',
  'project.created',
  'project.edited',
  'project.deleted',
  'project.transferred',
  'project.joined',
  'project.left',
  'project.removed',
  'task.created',
  'task.claimed',
  'task.dropped',
  'task.completed',
  'task.reopened',
  'task.released',
  'task.edited',
  'task.deleted',
] as const;
export type ActivityKind = (typeof activityKinds)[number];

export interface Activity {
  id: string;
  at: Date;
  kind: ActivityKind;
  actorId: string;
  /** The other person concerned: removed, invited, made manager, or whose claim was freed. */
  subjectId?: string | undefined;
  groupId?: string | undefined;
  projectId?: string | undefined;
  taskId?: string | undefined;
}
