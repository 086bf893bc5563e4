import { table } from './table.ts';

/** Section 4: what is pressed in Home is refused there. Nobody of another workspace has a Home of this bot's yet. */
export const home = table(
  {
    held: 'Claimant Example (claimant) has claimed WEB-2.',
    mine: 'You have claimed WEB-2 already.',
    theirs: 'WEB-2 is claimed by Claimant Example (claimant): only they can',
  },
  `
what                                                | owner | insider | manager | creator | claimant | member | neighbour | invited | stranger | says
home home.project projectId=PROJECT                 | none  | none    | shown   | shown   | shown    | shown  | none      | none    | welcome  | WEB-1
home home.status projectId=PROJECT status=completed | none  | none    | shown   | shown   | shown    | shown  | none      | none    | welcome  | WEB-3
home home.next projectId=PROJECT status=claimed     | none  | none    | shown   | shown   | shown    | shown  | none      | none    | welcome  | WEB-2
home home.previous projectId=PROJECT status=open    | none  | none    | shown   | shown   | shown    | shown  | none      | none    | welcome  | WEB-1
home task.claim task=OPEN                           | none  | none    | done    | done    | done     | done   | none      | none    | welcome  | You claimed WEB-1.
home task.claim task=CLAIMED                        | none  | none    | held    | held    | mine     | held   | none      | none    | welcome  |
home task.complete task=CLAIMED                     | none  | none    | theirs  | theirs  | done     | theirs | none      | none    | welcome  | You completed WEB-2.
home task.drop task=CLAIMED                         | none  | none    | theirs  | theirs  | done     | theirs | none      | none    | welcome  | You dropped WEB-2.
home task.history task=OPEN                         | none  | none    | shown   | shown   | shown    | shown  | none      | none    | welcome  | created it
home invitation.accept invitation=PENDING           | none  | none    | none    | none    | none     | none   | none      | done    | welcome  | You accepted: you are a member of Web team now.
home invitation.decline invitation=PENDING          | none  | none    | none    | none    | none     | none   | none      | done    | welcome  | You declined the invitation to Web team.
`,
);
