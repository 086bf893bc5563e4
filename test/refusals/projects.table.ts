import { table } from './table.ts';

/** P1–P4: who may do what to a project and its members. */
export const projects = table(
  {
    only: "Only the manager of WEB, Manager Example, or the group's owner can",
    already: 'You are a member of this project already.',
    outside: "You aren't in that project. /project lists yours and those you could join.",
    manages: 'You manage WEB: pass it on with /project transfer WEB @person first.',
    first: 'They manage WEB: pass it on with /project transfer first.',
    same: 'They manage WEB already.',
    absent: "They aren't in WEB: /project members WEB lists who is.",
    nameTaken: 'This group has a project of that name already: choose another name.',
    noVerb: 'There is no /project WEB.',
    keyTaken: 'This workspace has a project with that key already: choose another key.',
  },
  `
what                                                               | owner     | insider   | manager   | creator   | claimant  | member    | neighbour | foreigner | stranger | says
/project                                                           | shown     | shown     | shown     | shown     | shown     | shown     | shown     | shown     | welcome  | Projects you could join
/project help                                                      | shown     | shown     | shown     | shown     | shown     | shown     | shown     | shown     | shown    | /project join KEY
press project.next                                                 | shown     | shown     | shown     | shown     | shown     | shown     | shown     | shown     | welcome  | Projects you could join
press project.previous                                             | shown     | shown     | shown     | shown     | shown     | shown     | shown     | shown     | welcome  | Projects you could join
/project create Site                                               | shown     | shown     | shown     | shown     | shown     | shown     | shown     | shown     | welcome  | New project
press project.new                                                  | shown     | shown     | shown     | shown     | shown     | shown     | shown     | shown     | welcome  | New project
press project.new groupId=GROUP                                    | shown     | shown     | shown     | shown     | shown     | shown     | none      | none      | welcome  | New project
submit project.create ; groupId=GROUP name=Site key=SITE           | done      | done      | done      | done      | done      | done      | none      | none      | welcome  | You made the project SITE.
submit project.create ; groupId=GROUP name=WEBSITE key=SITE        | nameTaken | nameTaken | nameTaken | nameTaken | nameTaken | nameTaken | none      | none      | welcome  |
submit project.create ; groupId=GROUP name=Site key=web            | keyTaken  | keyTaken  | keyTaken  | keyTaken  | keyTaken  | keyTaken  | none      | none      | welcome  |
/project show PROJECT                                              | shown     | shown     | shown     | shown     | shown     | shown     | none      | none      | welcome  | managed by Manager Example (manager)
/project PROJECT                                                   | shown     | shown     | shown     | shown     | shown     | shown     | noVerb    | noVerb    | welcome  | managed by Manager Example (manager)
submit project.choose verb=show; projectId=PROJECT                 | shown     | shown     | shown     | shown     | shown     | shown     | none      | none      | welcome  | managed by Manager Example (manager)
/project members PROJECT                                           | shown     | shown     | shown     | shown     | shown     | shown     | none      | none      | welcome  | Manager Example (manager) — manager
press project.next-members projectId=PROJECT                       | shown     | shown     | shown     | shown     | shown     | shown     | none      | none      | welcome  | Member Example (member)
press project.previous-members projectId=PROJECT                   | shown     | shown     | shown     | shown     | shown     | shown     | none      | none      | welcome  | Member Example (member)
submit project.choose verb=members; projectId=PROJECT              | shown     | shown     | shown     | shown     | shown     | shown     | none      | none      | welcome  | Member Example (member)
/project join PROJECT                                              | done      | done      | already   | already   | already   | already   | none      | none      | welcome  | You are a member of WEB now.
press project.join projectId=PROJECT                               | done      | done      | already   | already   | already   | already   | none      | none      | welcome  | You are a member of WEB now.
submit project.choose verb=join; projectId=PROJECT                 | done      | done      | already   | already   | already   | already   | none      | none      | welcome  | You are a member of WEB now.
/project leave PROJECT                                             | outside   | outside   | manages   | done      | done      | done      | none      | none      | welcome  | You left WEB.
press project.leave projectId=PROJECT                              | outside   | outside   | manages   | done      | done      | done      | none      | none      | welcome  | You left WEB.
submit project.choose verb=leave; projectId=PROJECT                | outside   | outside   | manages   | done      | done      | done      | none      | none      | welcome  | You left WEB.
/project edit PROJECT                                              | shown     | only      | shown     | only      | only      | only      | none      | none      | welcome  | Edit project
press project.edit projectId=PROJECT                               | shown     | only      | shown     | only      | only      | only      | none      | none      | welcome  | Edit project
submit project.choose verb=edit; projectId=PROJECT                 | shown     | only      | shown     | only      | only      | only      | none      | none      | welcome  | Edit project
submit project.change projectId=PROJECT; name=Mine key=MINE        | done      | only      | done      | only      | only      | only      | none      | none      | welcome  | MINE is saved.
submit project.change projectId=PROJECT; name=operations key=MINE  | nameTaken | only      | nameTaken | only      | only      | only      | none      | none      | welcome  |
submit project.change projectId=PROJECT; name=Mine key=NXT         | keyTaken  | only      | keyTaken  | only      | only      | only      | none      | none      | welcome  |
/project delete PROJECT                                            | shown     | only      | shown     | only      | only      | only      | none      | none      | welcome  | This takes 4 memberships and 4 tasks with it
press project.delete projectId=PROJECT                             | shown     | only      | shown     | only      | only      | only      | none      | none      | welcome  | Delete WEB Website?
submit project.choose verb=delete; projectId=PROJECT               | shown     | only      | shown     | only      | only      | only      | none      | none      | welcome  | Delete WEB Website?
submit project.remove projectId=PROJECT                            | done      | only      | done      | only      | only      | only      | none      | none      | welcome  | The project WEB is deleted.
/project remove PROJECT @member                                    | done      | only      | done      | only      | only      | only      | none      | none      | welcome  | You removed Member Example from WEB.
/project remove PROJECT @manager                                   | first     | only      | first     | only      | only      | only      | none      | none      | welcome  |
/project remove PROJECT @insider                                   | absent    | only      | absent    | only      | only      | only      | none      | none      | welcome  |
/project remove PROJECT @nobody                                    | absent    | only      | absent    | only      | only      | only      | none      | none      | welcome  |
submit project.pick verb=remove; projectId=PROJECT person=member   | done      | only      | done      | only      | only      | only      | none      | none      | welcome  | You removed Member Example from WEB.
submit project.pick verb=remove; projectId=PROJECT person=nobody   | absent    | only      | absent    | only      | only      | only      | none      | none      | welcome  |
/project transfer PROJECT @member                                  | done      | only      | done      | only      | only      | only      | none      | none      | welcome  | Member Example manages WEB now.
/project transfer PROJECT @manager                                 | same      | only      | same      | only      | only      | only      | none      | none      | welcome  |
/project transfer PROJECT @insider                                 | absent    | only      | absent    | only      | only      | only      | none      | none      | welcome  |
/project transfer PROJECT @foreigner                               | absent    | only      | absent    | only      | only      | only      | none      | none      | welcome  |
submit project.pick verb=transfer; projectId=PROJECT person=member | done      | only      | done      | only      | only      | only      | none      | none      | welcome  | Member Example manages WEB now.
submit project.pick verb=transfer; projectId=PROJECT person=ME     | absent    | only      | same      | only      | only      | only      | none      | none      | welcome  |
/project link PROJECT                                              | done      | only      | done      | only      | only      | only      | none      | none      | welcome  | This channel is linked to WEB
in LINKED /project unlink                                          | done      | only      | done      | only      | only      | only      | none      | none      | welcome  | This channel is linked to no project any more.
`,
);
