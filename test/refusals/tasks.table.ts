import { table } from './table.ts';

/** T1–T6: who may do what to a task, in each of its states. */
export const tasks = table(
  {
    held: 'Claimant Example (claimant) has claimed WEB-2.',
    mine: 'You have claimed WEB-2 already.',
    open: 'WEB-1 is open: claim it first.',
    free: 'WEB-1 is open: anybody in the project can claim it.',
    theirs: 'WEB-2 is claimed by Claimant Example (claimant): only they can',
    over: 'WEB-3 was completed by Claimant Example (claimant).',
    undone: "isn't completed, so there is nothing to reopen.",
    completer: "Only Claimant Example (claimant), who completed it, or the project's manager can reopen WEB-3.",
    manager: "Only the project's manager can release",
    author: "Only its creator, Creator Example (creator), or the project's manager can",
    finisher: "Only Leaver Example (leaver), who completed it, or the project's manager can reopen WEB-4.",
    maker: "Only its creator, Leaver Example (leaver), or the project's manager can",
    outside: "You aren't in that project.",
    noVerb: 'There is no /task WEB.',
    unjoined: "You aren't in a project WEB.",
    nowhere: "You aren't in a project yet",
  },
  `
what                                                                  | owner    | insider  | manager | creator   | claimant | member    | leaver   | neighbour | foreigner | stranger | says
/task claim OPEN                                                      | none     | none     | done    | done      | done     | done      | none     | none      | none      | welcome  | You claimed WEB-1.
/task claim CLAIMED                                                   | none     | none     | held    | held      | mine     | held      | none     | none      | none      | welcome  |
/task claim COMPLETED                                                 | none     | none     | over    | over      | over     | over      | none     | none      | none      | welcome  |
/task drop OPEN                                                       | none     | none     | open    | open      | open     | open      | none     | none      | none      | welcome  |
/task drop CLAIMED                                                    | none     | none     | theirs  | theirs    | done     | theirs    | none     | none      | none      | welcome  | You dropped WEB-2.
/task drop COMPLETED                                                  | none     | none     | over    | over      | over     | over      | none     | none      | none      | welcome  |
/task complete OPEN                                                   | none     | none     | open    | open      | open     | open      | none     | none      | none      | welcome  |
/task complete CLAIMED                                                | none     | none     | theirs  | theirs    | done     | theirs    | none     | none      | none      | welcome  | You completed WEB-2.
/task complete COMPLETED                                              | none     | none     | over    | over      | over     | over      | none     | none      | none      | welcome  |
/task release OPEN                                                    | none     | none     | free    | manager   | manager  | manager   | none     | none      | none      | welcome  |
/task release CLAIMED                                                 | none     | none     | done    | manager   | manager  | manager   | none     | none      | none      | welcome  | You released WEB-2.
/task release COMPLETED                                               | none     | none     | over    | manager   | manager  | manager   | none     | none      | none      | welcome  |
/task reopen OPEN                                                     | none     | none     | undone  | undone    | undone   | undone    | none     | none      | none      | welcome  |
/task reopen CLAIMED                                                  | none     | none     | undone  | undone    | undone   | undone    | none     | none      | none      | welcome  |
/task reopen COMPLETED                                                | none     | none     | done    | completer | done     | completer | none     | none      | none      | welcome  | You reopened WEB-3.
/task edit OPEN                                                       | none     | none     | shown   | shown     | author   | author    | none     | none      | none      | welcome  | Edit task
/task edit CLAIMED                                                    | none     | none     | shown   | shown     | author   | author    | none     | none      | none      | welcome  | Edit task
/task edit COMPLETED                                                  | none     | none     | shown   | shown     | author   | author    | none     | none      | none      | welcome  | Edit task
submit task.change task=OPEN; title=Mine                              | none     | none     | done    | done      | author   | author    | none     | none      | none      | welcome  | You edited WEB-1.
submit task.change task=CLAIMED; title=Mine                           | none     | none     | done    | done      | author   | author    | none     | none      | none      | welcome  | You edited WEB-2.
submit task.change task=COMPLETED; title=Mine                         | none     | none     | done    | done      | author   | author    | none     | none      | none      | welcome  | You edited WEB-3.
/task delete OPEN                                                     | none     | none     | shown   | shown     | author   | author    | none     | none      | none      | welcome  | It goes for good, for everyone.
submit task.remove tasks=[{"task":"OPEN","reference":"WEB"}]          | none     | none     | done    | done      | author   | author    | none     | none      | none      | welcome  | You deleted WEB-1.
/task delete CLAIMED                                                  | none     | none     | shown   | shown     | author   | author    | none     | none      | none      | welcome  | It goes for good, for everyone.
submit task.remove tasks=[{"task":"CLAIMED","reference":"WEB"}]       | none     | none     | done    | done      | author   | author    | none     | none      | none      | welcome  | You deleted WEB-2.
/task delete COMPLETED                                                | none     | none     | shown   | shown     | author   | author    | none     | none      | none      | welcome  | It goes for good, for everyone.
submit task.remove tasks=[{"task":"COMPLETED","reference":"WEB"}]     | none     | none     | done    | done      | author   | author    | none     | none      | none      | welcome  | You deleted WEB-3.
/task claim OPEN CLAIMED                                              | none     | none     | done    | done      | done     | done      | none     | none      | none      | welcome  | You claimed WEB-1.
press task.claim task=OPEN                                            | none     | none     | done    | done      | done     | done      | none     | none      | none      | welcome  | You claimed WEB-1.
press task.drop task=CLAIMED                                          | none     | none     | theirs  | theirs    | done     | theirs    | none     | none      | none      | welcome  | You dropped WEB-2.
press task.complete task=CLAIMED                                      | none     | none     | theirs  | theirs    | done     | theirs    | none     | none      | none      | welcome  | You completed WEB-2.
press task.release task=CLAIMED                                       | none     | none     | done    | manager   | manager  | manager   | none     | none      | none      | welcome  | You released WEB-2.
press task.reopen task=COMPLETED                                      | none     | none     | done    | completer | done     | completer | none     | none      | none      | welcome  | You reopened WEB-3.
press task.edit task=OPEN                                             | none     | none     | shown   | shown     | author   | author    | none     | none      | none      | welcome  | Edit task
press task.delete task=OPEN                                           | none     | none     | done    | done      | author   | author    | none     | none      | none      | welcome  | You deleted WEB-1.
press task.history task=CLAIMED                                       | none     | none     | shown   | shown     | shown    | shown     | none     | none      | none      | welcome  | Claimant Example (claimant) claimed it
/task CLAIMED                                                         | none     | none     | shown   | shown     | shown    | shown     | none     | none      | none      | welcome  | Claimed by Claimant Example (claimant)
/task show COMPLETED                                                  | none     | none     | shown   | shown     | shown    | shown     | none     | none      | none      | welcome  | Completed by Claimant Example (claimant)
/task OLD                                                             | none     | none     | shown   | shown     | shown    | shown     | none     | none      | none      | welcome  | Completed by Leaver Example (leaver)
press task.history task=OLD                                           | none     | none     | shown   | shown     | shown    | shown     | none     | none      | none      | welcome  | Leaver Example (leaver) completed it
/task reopen OLD                                                      | none     | none     | done    | finisher  | finisher | finisher  | none     | none      | none      | welcome  | You reopened WEB-4.
/task edit OLD                                                        | none     | none     | shown   | maker     | maker    | maker     | none     | none      | none      | welcome  | Edit task
submit task.change task=OLD; title=Mine                               | none     | none     | done    | maker     | maker    | maker     | none     | none      | none      | welcome  | You edited WEB-4.
press task.delete task=OLD                                            | none     | none     | done    | maker     | maker    | maker     | none     | none      | none      | welcome  | You deleted WEB-4.
/task list PROJECT claimed                                            | outside  | outside  | shown   | shown     | shown    | shown     | outside  | none      | none      | welcome  | WEB-2
/task PROJECT                                                         | outside  | outside  | shown   | shown     | shown    | shown     | outside  | noVerb    | noVerb    | welcome  | WEB-1
press task.next sections=[{"of":"project","projectId":"PROJECT"}]     | none     | none     | shown   | shown     | shown    | shown     | none     | none      | none      | welcome  | WEB-1
press task.previous sections=[{"of":"project","projectId":"PROJECT"}] | none     | none     | shown   | shown     | shown    | shown     | none     | none      | none      | welcome  | WEB-1
/task add PROJECT Prune                                               | unjoined | unjoined | done    | done      | done     | done      | unjoined | done      | done      | welcome  | You created
submit task.add ; projectId=PROJECT title=Prune                       | none     | none     | done    | done      | done     | done      | none     | none      | none      | welcome  | You created WEB-5.
press task.new projectId=PROJECT                                      | nowhere  | none     | shown   | shown     | shown    | shown     | nowhere  | none      | none      | welcome  | New task
shortcut task.new                                                     | nowhere  | shown    | shown   | shown     | shown    | shown     | nowhere  | shown     | shown     | welcome  | New task
shortcut task.from-message                                            | nowhere  | shown    | shown   | shown     | shown    | shown     | nowhere  | shown     | shown     | welcome  | New task
/task                                                                 | shown    | shown    | shown   | shown     | shown    | shown     | shown    | shown     | shown     | welcome  | Claimed by me
/task mine                                                            | shown    | shown    | shown   | shown     | shown    | shown     | shown    | shown     | shown     | welcome  | Claimed by me
/task claim                                                           | shown    | shown    | shown   | shown     | shown    | shown     | shown    | shown     | shown     | welcome  | Open in my projects
/task release                                                         | shown    | shown    | shown   | shown     | shown    | shown     | shown    | shown     | shown     | welcome  | Claimed in projects I manage
/task edit                                                            | shown    | shown    | shown   | shown     | shown    | shown     | shown    | shown     | shown     | welcome  | Open in projects I manage
/task delete                                                          | shown    | shown    | shown   | shown     | shown    | shown     | shown    | shown     | shown     | welcome  | Open in projects I manage
/task help                                                            | shown    | shown    | shown   | shown     | shown    | shown     | shown    | shown     | shown     | shown    | /task claim WEB-12
`,
);
