import { table } from './table.ts';

/** G2–G4: who may invite and withdraw, whom, and who may answer. */
export const invitations = table(
  {
    only: 'Only the owner of Web team, Owner Example, can',
    ownsNone: 'Only the owner of a group invites: /group shows which you own',
    belongs: 'Member Example (member) is a member of Web team already.',
    waiting: 'They are invited already.',
    unknown:
      'Nobody here has that username or email. Who has no account yet is mentioned: choose them from what Slack offers after an @.',
    uninvited: 'They have no invitation to this group.',
    accepted: 'This invitation was accepted already.',
    declined: 'This invitation was declined already.',
    withdrawn: 'This invitation was withdrawn.',
  },
  `
what                                                              | owner     | insider  | manager  | creator  | claimant | member   | neighbour | foreigner | invited   | stranger | says
/group invites                                                    | shown     | shown    | shown    | shown    | shown    | shown    | shown     | shown     | shown     | welcome  | Invitations
press invitation.next                                             | shown     | shown    | shown    | shown    | shown    | shown    | shown     | shown     | shown     | welcome  | Invitations
press invitation.previous                                         | shown     | shown    | shown    | shown    | shown    | shown    | shown     | shown     | shown     | welcome  | Invitations
/group invite GROUP @neighbour                                    | done      | only     | only     | only     | only     | only     | none      | none      | none      | welcome  | Neighbour Example (neighbour) is invited to Web team
/group invite GROUP @foreigner                                    | done      | only     | only     | only     | only     | only     | none      | none      | none      | welcome  | Foreigner Example (foreigner) is invited to Web team
/group invite GROUP @stranger                                     | done      | only     | only     | only     | only     | only     | none      | none      | none      | welcome  | They are invited to Web team
/group invite GROUP @member                                       | belongs   | only     | only     | only     | only     | only     | none      | none      | none      | welcome  |
/group invite GROUP @invited                                      | waiting   | only     | only     | only     | only     | only     | none      | none      | none      | welcome  |
/group invite GROUP @nobody                                       | unknown   | only     | only     | only     | only     | only     | none      | none      | none      | welcome  |
/group invite GROUP                                               | shown     | only     | only     | only     | only     | only     | none      | none      | none      | welcome  | Invite
press group.invite groupId=GROUP                                  | shown     | only     | only     | only     | only     | only     | none      | none      | none      | welcome  | Invite
press group.invite                                                | shown     | ownsNone | ownsNone | ownsNone | ownsNone | ownsNone | shown     | shown     | ownsNone  | welcome  | Invite
submit group.invitee ; groupId=GROUP person=neighbour             | done      | only     | only     | only     | only     | only     | none      | none      | none      | welcome  | Neighbour Example (neighbour) is invited
submit group.invitee ; groupId=GROUP person=foreigner@example.com | done      | only     | only     | only     | only     | only     | none      | none      | none      | welcome  | Foreigner Example (foreigner) is invited
submit group.invitee ; groupId=GROUP person=member@example.com    | belongs   | only     | only     | only     | only     | only     | none      | none      | none      | welcome  |
submit group.invitee ; groupId=GROUP person=invited               | waiting   | only     | only     | only     | only     | only     | none      | none      | none      | welcome  |
submit group.invitee ; groupId=GROUP person=nobody@example.com    | unknown   | only     | only     | only     | only     | only     | none      | none      | none      | welcome  |
submit group.invitee ; groupId=GROUP slackUser=U0ANALYTICSTRANGER | done      | only     | only     | only     | only     | only     | none      | none      | none      | welcome  | They are invited
submit group.invitee ; groupId=GROUP slackUser=U0ANALYTICMEMBER   | belongs   | only     | only     | only     | only     | only     | none      | none      | none      | welcome  |
/group withdraw GROUP @invited                                    | done      | only     | only     | only     | only     | only     | none      | none      | none      | welcome  | The invitation to Web team is withdrawn.
/group withdraw GROUP @member                                     | uninvited | only     | only     | only     | only     | only     | none      | none      | none      | welcome  |
submit group.pick verb=withdraw; groupId=GROUP person=invited     | done      | only     | only     | only     | only     | only     | none      | none      | none      | welcome  | The invitation to Web team is withdrawn.
submit group.pick verb=withdraw; groupId=GROUP person=member      | uninvited | only     | only     | only     | only     | only     | none      | none      | none      | welcome  |
press invitation.accept invitation=PENDING                        | none      | none     | none     | none     | none     | none     | none      | none      | done      | welcome  | You accepted: you are a member of Web team now.
press invitation.accept invitation=DECLINED                       | none      | none     | none     | none     | none     | none     | none      | none      | declined  | welcome  |
press invitation.accept invitation=WITHDRAWN                      | none      | none     | none     | none     | none     | none     | none      | none      | withdrawn | welcome  |
press invitation.accept invitation=ACCEPTED                       | none      | none     | none     | none     | none     | accepted | none      | none      | none      | welcome  |
press invitation.decline invitation=PENDING                       | none      | none     | none     | none     | none     | none     | none      | none      | done      | welcome  | You declined the invitation to Web team.
press invitation.decline invitation=DECLINED                      | none      | none     | none     | none     | none     | none     | none      | none      | declined  | welcome  |
press invitation.decline invitation=WITHDRAWN                     | none      | none     | none     | none     | none     | none     | none      | none      | withdrawn | welcome  |
press invitation.decline invitation=ACCEPTED                      | none      | none     | none     | none     | none     | accepted | none      | none      | none      | welcome  |
`,
);
