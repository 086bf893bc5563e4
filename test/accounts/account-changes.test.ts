import type { Answer, Person } from '../../playground/person.ts';
import { password, startWorld, type World } from '../support/world.ts';

/** A3, A5, A6: one account with several identities, changed and deleted. */
let world: World;
let ada: Person;
let grace: Person;
let emmy: Person;
const next = 'Battery-staple-8';

beforeEach(async () => {
  world = await startWorld();
  ({ ada, grace } = await world.team());
  emmy = world.slack.person('emmy', 'T0DIFFER');
  for (const title of ['First', 'Second', 'Third']) await ada.command(`/task add WEB ${title}`);
});
afterEach(() => world.stop());

async function form(person: Person, command: string, values: Record<string, string>): Promise<Answer> {
  expect((await person.command(command)).kind).toBe('modal');
  const answer = await person.submit(values);
  person.close();
  return answer;
}

const signIn = (person: Person, username: string, secret = password) =>
  form(person, '/account sign-in', { Username: username, Password: secret });

test('A3 signing in from another workspace makes a second identity of the same account', async () => {
  expect((await emmy.command('/task mine')).text).toMatch(/Welcome to Dibs/);
  expect((await signIn(emmy, '@Grace')).text).toMatch(/You are signed in as/);
  await emmy.command('/task claim WEB-1');
  expect((await grace.command('/task mine')).text).toMatch(/WEB-1 {2}First/);
  expect((await ada.command('/task claim WEB-1')).text).toBe('Grace Hopper (grace) has claimed WEB-1.');
  expect((await grace.command('/task complete WEB-1')).text).toMatch(/You completed WEB-1/);
  expect(await world.count('accounts', {})).toBe(2);
});

test('A4 signing out unlinks this Slack user alone, and signing in brings all of it back', async () => {
  await signIn(emmy, 'grace');
  await grace.command('/task claim WEB-1');
  expect((await grace.command('/account sign-out')).text).toMatch(/You are signed out of grace here/);
  expect((await grace.command('/task mine')).text).toMatch(/Welcome to Dibs/);
  expect((await grace.openHome()).buttons).toEqual(['Sign up', 'Sign in']);
  expect((await emmy.command('/task mine')).text).toMatch(/WEB-1/);
  expect((await signIn(grace, 'ada', 'Wrong-horse-7')).errors).toHaveProperty('Password');
  await signIn(grace, 'GRACE');
  expect((await grace.command('/task mine')).text).toMatch(/WEB-1/);
});

test('A5 editing needs the current password, and shows everywhere', async () => {
  const changes = { 'First name': 'Amazing', Surname: 'Grace', Username: 'Amazing.Grace', Email: 'new@example.com' };
  await grace.command('/task claim WEB-1');
  for (const wrong of ['', 'Wrong-horse-7'])
    expect((await form(grace, '/account edit', { ...changes, 'Current password': wrong })).errors).toEqual({
      'Current password': expect.stringMatching(/Type your current password|isn't your current password/),
    });
  expect((await ada.command('/task WEB-1')).text).toMatch(/Claimed by Grace Hopper \(grace\)/);

  const taken = { Username: 'ADA', Email: 'Ada@example.com' };
  const refused = await form(grace, '/account edit', { ...taken, 'Current password': password });
  expect(refused.errors).toEqual({ Username: expect.stringMatching(/taken/) });

  expect((await form(grace, '/account edit', { ...changes, 'Current password': password })).text).toMatch(/saved/);
  expect((await ada.command('/task WEB-1')).text).toMatch(/Claimed by Amazing Grace \(amazing\.grace\)/);
  expect((await ada.command('/group members')).text).toMatch(/Amazing Grace \(amazing\.grace\)/);
  expect((await grace.command('/account')).text).toMatch(/Username amazing\.grace\nEmail new@example\.com/);
  expect((await ada.command('/project remove WEB @amazing.grace')).text).toMatch(/You removed Amazing Grace/);
  expect((await signIn(emmy, 'grace')).errors).toHaveProperty('Password');
  expect((await signIn(emmy, 'amazing.grace')).text).toMatch(/You are signed in/);
});

test('A5 changing the password needs the current one, and only the new one is right then', async () => {
  const typed = { Password: next, 'Confirm password': next };
  const refused = await form(grace, '/account password', { 'Current password': next, ...typed });
  expect(refused.errors).toHaveProperty(['Current password']);
  const weak = { Password: 'weak', 'Confirm password': 'weak' };
  expect((await form(grace, '/account password', { 'Current password': password, ...weak })).errors).toHaveProperty(
    'Password',
  );
  const changed = await form(grace, '/account password', { 'Current password': password, ...typed });
  expect(changed.text).toMatch(/Your password is changed/);
  expect((await signIn(emmy, 'grace')).errors).toHaveProperty('Password');
  expect((await signIn(emmy, 'grace', next)).text).toMatch(/You are signed in/);
});

test('A6 deleting is refused while they own a group or manage a project, which are listed', async () => {
  await ada.command('/group create Other');
  const deletion = { 'Current password': password };
  expect((await ada.command('/account delete')).text).toMatch(
    /while you own (Web, Other|Other, Web) and you manage WEB\. .*\/group transfer/,
  );
  await ada.command('/group transfer Web @grace');
  await ada.command('/group delete Other');
  await ada.submit();
  ada.close();
  expect((await ada.command('/account delete')).text).toMatch(/while you manage WEB\./);
  await ada.command('/project transfer WEB @grace');
  expect((await form(ada, '/account delete', { 'Current password': next })).errors['Current password']).toMatch(
    /isn't your/,
  );
  // What somebody comes to own once the form is open is seen, too.
  await ada.command('/account delete');
  await ada.command('/group create Late');
  expect((await ada.submit(deletion)).errors['Current password']).toMatch(/while you own Late\./);
  ada.close();
  await ada.command('/group delete Late');
  await ada.submit();
  ada.close();
  expect((await form(ada, '/account delete', deletion)).text).toMatch(/Your account is deleted/);
});

test('A6 what goes, and what the record keeps', async () => {
  await signIn(emmy, 'grace');
  await grace.command('/task claim WEB-1 WEB-2');
  await grace.command('/task complete WEB-2');
  await grace.command('/task add WEB Of theirs');
  const alan = await world.member('alan');
  await alan.command('/group create Invited');
  await alan.command('/group invite Invited @grace');
  const invitation = await grace.waitForMessage(/group Invited/);
  expect((await form(grace, '/account delete', { 'Current password': password })).text).toMatch(/is deleted/);

  expect((await ada.command('/task WEB-1')).text).toMatch(/Website · Open/);
  expect((await ada.command('/task WEB-2')).text).toMatch(/Completed by a former member, /);
  expect((await ada.press('History')).text).toMatch(/a former member claimed it\n.*a former member completed it/);
  expect((await ada.command('/task WEB-4')).text).toMatch(/Created by a former member, /);
  expect((await ada.command('/task list WEB completed')).text).toMatch(/WEB-2 {2}Second\nCompleted by a former member/);
  expect((await ada.command('/task claim WEB-1')).text).toMatch(/You claimed WEB-1/);
  expect((await ada.command('/group members')).text).not.toMatch(/former|Grace/);
  expect((await alan.command('/group members Invited')).text).not.toMatch(/Invited\n.*\nInvited|Grace|former/);
  for (const person of [grace, emmy]) expect((await person.command('/task')).text).toMatch(/Welcome to Dibs/);
  expect(JSON.stringify(await world.documents())).not.toMatch(/Hopper|grace@/);

  const again = await world.member('grace');
  expect((await again.press('Accept', { on: invitation })).text).toMatch(/isn't there any more/);
  expect((await again.command('/task mine')).text).not.toMatch(/WEB-/);
});
