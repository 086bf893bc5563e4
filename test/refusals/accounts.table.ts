import { table } from './table.ts';

const named = 'firstName=New surname=Name';
const twice = 'password=Correct-horse-7 confirmPassword=Correct-horse-7';
const other = 'password=Other-horse-7 confirmPassword=Other-horse-7';

/** A1, A3–A6: what an account, and having none, stands in the way of. */
export const accounts = table(
  {
    have: 'You have an account already: /account shows it.',
    in: 'You are signed in already: /account shows as whom.',
    wrong: "That isn't your current password.",
    unmatched: "That username and password don't belong together.",
    username: 'That username is taken: choose another.',
    email: 'That email has an account already: sign in instead.',
    owns: "Your account can't be deleted while you own Web team. Pass those on",
    manages: "Your account can't be deleted while you manage WEB. Pass those on",
    ops: "Your account can't be deleted while you manage OPS. Pass those on",
    next: "Your account can't be deleted while you own Next door and you manage NXT. Pass those on",
    far: "Your account can't be deleted while you own Far away and you manage FAR. Pass those on",
    nowhere: "You aren't in a project yet",
  },
  `
what                                                                                                  | owner    | insider  | manager  | creator  | claimant | member   | neighbour | foreigner | stranger  | says
/account                                                                                              | shown    | shown    | shown    | shown    | shown    | shown    | shown     | shown     | welcome   | Projects managed
/account help                                                                                         | shown    | shown    | shown    | shown    | shown    | shown    | shown     | shown     | shown     | /account sign-up
/account sign-up                                                                                      | have     | have     | have     | have     | have     | have     | have      | have      | shown     | Sign up
press account.sign-up                                                                                 | have     | have     | have     | have     | have     | have     | have      | have      | shown     | Sign up
submit account.sign-up ; ${named} email=new@example.com username=newcomer ${twice}                    | have     | have     | have     | have     | have     | have     | have      | have      | done      | Welcome, New! Your account newcomer is ready.
submit account.sign-up ; ${named} email=new@example.com username=Member ${twice}                      | have     | have     | have     | have     | have     | have     | have      | have      | username  |
submit account.sign-up ; ${named} email=Member@Example.com username=newcomer ${twice}                 | have     | have     | have     | have     | have     | have     | have      | have      | email     |
/account sign-in                                                                                      | in       | in       | in       | in       | in       | in       | in        | in        | shown     | Sign in
press account.sign-in                                                                                 | in       | in       | in       | in       | in       | in       | in        | in        | shown     | Sign in
submit account.sign-in ; username=member password=Correct-horse-7                                     | in       | in       | in       | in       | in       | in       | in        | in        | done      | You are signed in as member.
submit account.sign-in ; username=member password=Wrong-horse-7                                       | in       | in       | in       | in       | in       | in       | in        | in        | unmatched |
submit account.sign-in ; username=nobody password=Wrong-horse-7                                       | in       | in       | in       | in       | in       | in       | in        | in        | unmatched |
/account sign-out                                                                                     | done     | done     | done     | done     | done     | done     | done      | done      | welcome   | You are signed out
/account edit                                                                                         | shown    | shown    | shown    | shown    | shown    | shown    | shown     | shown     | welcome   | Edit account
press account.edit                                                                                    | shown    | shown    | shown    | shown    | shown    | shown    | shown     | shown     | welcome   | Edit account
submit account.edit ; ${named} email=ME@example.com username=ME currentPassword=Wrong-horse-7         | wrong    | wrong    | wrong    | wrong    | wrong    | wrong    | wrong     | wrong     | welcome   |
submit account.edit ; ${named} email=ME@example.com username=ME currentPassword=Correct-horse-7       | done     | done     | done     | done     | done     | done     | done      | done      | welcome   | Your details are saved.
submit account.edit ; ${named} email=ME@example.com username=invited currentPassword=Correct-horse-7  | username | username | username | username | username | username | username  | username  | welcome   |
submit account.edit ; ${named} email=invited@example.com username=ME currentPassword=Correct-horse-7  | email    | email    | email    | email    | email    | email    | email     | email     | welcome   |
/account password                                                                                     | shown    | shown    | shown    | shown    | shown    | shown    | shown     | shown     | welcome   | Change password
submit account.password ; currentPassword=Wrong-horse-7 ${other}                                      | wrong    | wrong    | wrong    | wrong    | wrong    | wrong    | wrong     | wrong     | welcome   |
submit account.password ; currentPassword=Correct-horse-7 ${other}                                    | done     | done     | done     | done     | done     | done     | done      | done      | welcome   | Your password is changed.
/account export                                                                                       | done     | done     | done     | done     | done     | done     | done      | done      | welcome   | Dibs is making an export of your data. You will get it as a direct message.
/account delete                                                                                       | owns     | ops      | manages  | shown    | shown    | shown    | next      | far       | welcome   | Delete account
press account.delete                                                                                  | owns     | ops      | manages  | shown    | shown    | shown    | next      | far       | welcome   | Delete account
submit account.delete ; currentPassword=Wrong-horse-7                                                 | wrong    | wrong    | wrong    | wrong    | wrong    | wrong    | wrong     | wrong     | welcome   |
submit account.delete ; currentPassword=Correct-horse-7                                               | owns     | ops      | manages  | done     | done     | done     | next      | far       | welcome   | Your account is deleted.
press account.go-on request={"type":"command","command":"/task","text":"claim OPEN","channelId":"C1"} | none     | none     | done     | done     | done     | done     | none      | none      | welcome   | You claimed WEB-1.
press account.go-on request={"type":"button","id":"group.new","value":"{}"}                           | shown    | shown    | shown    | shown    | shown    | shown    | shown     | shown     | welcome   | New group
press account.go-on request={"type":"shortcut","id":"task.new"}                                       | nowhere  | shown    | shown    | shown    | shown    | shown    | shown     | shown     | welcome   | New task
`,
);
