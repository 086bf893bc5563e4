import { table } from './table.ts';

/** G1, G2, G5–G7: who may do what to a group and its members. */
export const groups = table(
  {
    only: 'Only the owner of Web team, Owner Example, can',
    owns: 'You own Web team: pass it on to another member with /group transfer first.',
    self: 'You own the group: pass it on with /group transfer and then leave.',
    already: 'You own Web team already.',
    absent: "They aren't in Web team: /group members lists who is.",
    yours: 'It is yours already.',
    here: 'Owner Example (owner) owns Web team and is here: only they can pass it on.',
    taken: 'This workspace has a group of that name already: choose another name.',
  },
  `
what                                                         | owner   | insider | manager | creator | claimant | member | neighbour | foreigner | stranger | says
/group                                                       | shown   | shown   | shown   | shown   | shown    | shown  | shown     | shown     | welcome  | My groups
/group help                                                  | shown   | shown   | shown   | shown   | shown    | shown  | shown     | shown     | shown    | /group invite GROUP @person
/group create Another                                        | done    | done    | done    | done    | done     | done   | done      | done      | welcome  | You made the group Another.
/group create Web TEAM                                       | taken   | taken   | taken   | taken   | taken    | taken  | taken     | done      | welcome  | You made the group Web TEAM.
press group.new                                              | shown   | shown   | shown   | shown   | shown    | shown  | shown     | shown     | welcome  | New group
submit group.create ; name=Another                           | done    | done    | done    | done    | done     | done   | done      | done      | welcome  | You made the group Another.
submit group.create ; name="web team"                        | taken   | taken   | taken   | taken   | taken    | taken  | taken     | done      | welcome  | You made the group web team.
/group members GROUP                                         | shown   | shown   | shown   | shown   | shown    | shown  | none      | none      | welcome  | Owner Example (owner) — owner
press group.next groupId=GROUP                               | shown   | shown   | shown   | shown   | shown    | shown  | none      | none      | welcome  | Invited Example (invited)
press group.previous groupId=GROUP                           | shown   | shown   | shown   | shown   | shown    | shown  | none      | none      | welcome  | Invited Example (invited)
submit group.choose verb=members; groupId=GROUP              | shown   | shown   | shown   | shown   | shown    | shown  | none      | none      | welcome  | Member Example (member)
/group leave GROUP                                           | owns    | shown   | shown   | shown   | shown    | shown  | none      | none      | welcome  | Leave Web team?
press group.leave groupId=GROUP                              | owns    | shown   | shown   | shown   | shown    | shown  | none      | none      | welcome  | Leave Web team?
submit group.choose verb=leave; groupId=GROUP                | owns    | shown   | shown   | shown   | shown    | shown  | none      | none      | welcome  | Leave Web team?
submit group.depart groupId=GROUP                            | owns    | done    | done    | done    | done     | done   | none      | none      | welcome  | You left Web team.
/group edit GROUP                                            | shown   | only    | only    | only    | only     | only   | none      | none      | welcome  | Edit group
press group.edit groupId=GROUP                               | shown   | only    | only    | only    | only     | only   | none      | none      | welcome  | Edit group
submit group.choose verb=edit; groupId=GROUP                 | shown   | only    | only    | only    | only     | only   | none      | none      | welcome  | Edit group
submit group.change groupId=GROUP; name=Mine                 | done    | only    | only    | only    | only     | only   | none      | none      | welcome  | Mine is saved.
submit group.change groupId=GROUP; name="Next door"          | taken   | only    | only    | only    | only     | only   | none      | none      | welcome  |
/group export GROUP                                          | done    | only    | only    | only    | only     | only   | none      | none      | welcome  | Dibs is making an export of Web team.
submit group.choose verb=export; groupId=GROUP               | done    | only    | only    | only    | only     | only   | none      | none      | welcome  | Dibs is making an export of Web team.
/group delete GROUP                                          | shown   | only    | only    | only    | only     | only   | none      | none      | welcome  | This takes 7 memberships, 2 projects, 4 tasks, 1 invitation with it
press group.delete groupId=GROUP                             | shown   | only    | only    | only    | only     | only   | none      | none      | welcome  | Delete Web team?
submit group.choose verb=delete; groupId=GROUP               | shown   | only    | only    | only    | only     | only   | none      | none      | welcome  | Delete Web team?
submit group.remove groupId=GROUP                            | done    | only    | only    | only    | only     | only   | none      | none      | welcome  | The group Web team is deleted.
/group remove GROUP @member                                  | done    | only    | only    | only    | only     | only   | none      | none      | welcome  | You removed Member Example from Web team.
/group remove GROUP @owner                                   | self    | only    | only    | only    | only     | only   | none      | none      | welcome  |
/group remove GROUP @neighbour                               | absent  | only    | only    | only    | only     | only   | none      | none      | welcome  |
/group remove GROUP @nobody                                  | absent  | only    | only    | only    | only     | only   | none      | none      | welcome  |
submit group.pick verb=remove; groupId=GROUP person=member   | done    | only    | only    | only    | only     | only   | none      | none      | welcome  | You removed Member Example from Web team.
submit group.pick verb=remove; groupId=GROUP person=nobody   | absent  | only    | only    | only    | only     | only   | none      | none      | welcome  |
/group transfer GROUP @member                                | done    | only    | only    | only    | only     | only   | none      | none      | welcome  | Member Example owns Web team now.
/group transfer GROUP @owner                                 | already | only    | only    | only    | only     | only   | none      | none      | welcome  |
/group transfer GROUP @invited                               | absent  | only    | only    | only    | only     | only   | none      | none      | welcome  |
/group transfer GROUP @foreigner                             | absent  | only    | only    | only    | only     | only   | none      | none      | welcome  |
/group transfer GROUP @stranger                              | absent  | only    | only    | only    | only     | only   | none      | none      | welcome  |
submit group.pick verb=transfer; groupId=GROUP person=ME     | already | only    | only    | only    | only     | only   | none      | none      | welcome  |
submit group.pick verb=transfer; groupId=GROUP person=member | done    | only    | only    | only    | only     | only   | none      | none      | welcome  | Member Example owns Web team now.
press group.take-over groupId=GROUP accountId=MANAGER        | done    | only    | yours   | only    | only     | only   | none      | none      | welcome  | You manage WEB now.
press group.take-over groupId=GROUP accountId=OWNER          | yours   | here    | here    | here    | here     | here   | none      | none      | welcome  |
`,
);
