import { visible } from '../../playground/blocks.ts';
import { atBot, linkIn, openPage } from '../support/password-page.ts';
import { until } from '../support/until.ts';
import { password, startWorld } from '../support/world.ts';
import { openPageStage, type PageStage } from './purposes.ts';

/** What Slack shows before and after something was done on the bot's own page. */
let stage: PageStage;
beforeAll(async () => {
  stage = await openPageStage();
});
afterAll(() => stage.world.stop());

const passwords = { Password: password, 'Confirm password': password };

test('A8: after the page, what a person had asked for is one click away', async () => {
  const person = stage.stranger();
  expect((await person.command('/group create Observatory')).text).toMatch(/Welcome to Dibs/);
  const leading = await person.press('Sign up');
  expect(leading.text).toMatch(/works once, for 10 minutes/);
  expect(leading.view?.blocks.some(({ type }) => type === 'input')).toBe(false);
  const page = await stage.page(linkIn(leading.view));
  await page.submit({ ...passwords, Email: `${person.name}@example.com` });
  await stage.told(person, /Welcome, First/);
  expect((await person.press('Continue')).text).toMatch(/You made the group Observatory/);
});

test('who had asked for nothing goes on with their groups', async () => {
  const person = stage.stranger();
  const page = await stage.page(await stage.ask(person, '/account sign-up'));
  await page.submit({ ...passwords, Email: `${person.name}@example.com` });
  await stage.told(person, /Welcome, First/);
  expect((await person.press('Continue')).buttons).toEqual(['New group']);
});

test('A8: the same by signing in, from a shortcut', async () => {
  const person = await stage.member();
  await person.command('/group create Shortcuts');
  await person.command('/project create Shortcuts');
  await person.submit({ Key: 'SHORT' });
  person.close();
  await person.command('/account sign-out');
  await person.shortcut('task.new');
  const page = await stage.page(linkIn((await person.press('Sign in')).view));
  await page.submit({ Username: person.name, Password: password });
  await stage.told(person, /You are signed in as/);
  expect((await person.press('Continue')).view?.title?.text).toBe('New task');
});

test('from Home: the modal says it is done, and Home is the new one', async () => {
  const person = stage.stranger();
  await person.openHome();
  const page = await stage.page(linkIn((await person.press('Sign up')).view));
  await page.submit({ ...passwords, Email: `${person.name}@example.com` });
  await stage.told(person, /Welcome, First/);
  await until(async () => /^Welcome, First.*Claimed by me/s.test(visible(person.home()?.blocks ?? [])));
  expect(person.directMessages()).toEqual([]);
});

test('the modal was closed meanwhile: a direct message says it, with Continue', async () => {
  const person = stage.stranger();
  await person.command('/group create Closed');
  const page = await stage.page(linkIn((await person.press('Sign up')).view));
  person.close();
  await page.submit({ ...passwords, Email: `${person.name}@example.com` });
  const message = await person.waitForMessage(/Welcome, First/);
  expect((await person.press('Continue', { on: message })).text).toMatch(/You made the group Closed/);
});

test('a form that starts with what Slack and the account know', async () => {
  const person = stage.stranger();
  const signUp = await stage.page(await stage.ask(person, '/account sign-up'));
  expect(signUp.inputs).toMatchObject({
    'First name': { value: expect.stringMatching(/^First\d+$/), autocomplete: 'given-name' },
    Surname: { value: 'Last', autocomplete: 'family-name' },
    Email: { value: '', autocomplete: 'email', type: 'email' },
    Username: { value: person.name, autocomplete: 'username' },
    Password: { value: '', autocomplete: 'new-password', type: 'password' },
    'Confirm password': { value: '', autocomplete: 'new-password', type: 'password' },
  });
  await signUp.submit({ ...passwords, Email: 'known@example.com' });
  await stage.told(person, /Welcome/);
  person.close();
  expect((await stage.page(await stage.ask(person, '/account edit'))).inputs).toMatchObject({
    Email: { value: 'known@example.com' },
    'Current password': { value: '', autocomplete: 'current-password', type: 'password' },
  });
  person.close();
  expect((await stage.page(await stage.ask(person, '/account password'))).inputs).toMatchObject({
    Username: { value: person.name, readonly: true, autocomplete: 'username' },
  });
});

test('who has an account by now, or another one, is told so at an old link', async () => {
  const person = await stage.member();
  const edit = await stage.ask(person, '/account edit');
  const other = await stage.member();
  await person.command('/account sign-out');
  person.close();
  const signUp = await stage.ask(person, '/account sign-up');
  person.close();
  const signIn = await stage.page(await stage.ask(person, '/account sign-in'));
  await signIn.submit({ Username: other.name, Password: password });
  expect((await stage.page(signUp)).text).toMatch(/have an account already: \/account in Slack shows it/);
  expect((await stage.page(edit)).text).toMatch(/aren't signed in to that account any more/);
  expect((await stage.page(edit)).status).toBe(410);
});

test('A4: five wrong passwords, by the page and its links, and the right one is refused, too', async () => {
  const person = await stage.member();
  for (let time = 0; time < 5; time++) {
    const page = await stage.page(await stage.ask(person, time % 2 ? '/account edit' : '/account delete'));
    const wrong = await page.submit({ 'Current password': `Wrong-horse-${time}` });
    expect(wrong.inputs['Current password']?.error).toMatch(/isn't your current password/);
    person.close();
  }
  const page = await stage.page(await stage.ask(person, '/account edit'));
  const refused = await page.submit({ 'Current password': password });
  expect(refused.text).toMatch(/Too many wrong passwords. Try again in \d+ minutes/);
});

test('A6: an account that owns a group is told which, above the form', async () => {
  const person = await stage.member();
  const page = await stage.page(await stage.ask(person, '/account delete'));
  await person.command('/group create <b>Kept</b>');
  const refused = await page.submit({ 'Current password': password });
  expect(refused.status).toBe(422);
  expect(refused.html).toContain('role="alert"');
  expect(refused.text).toMatch(/can't be deleted while you own <b>Kept<\/b>/);
  expect(refused.inputs).toHaveProperty('Current password');
});

test('asked twice by one delivery: one link, which works', async () => {
  const person = stage.stranger();
  const { delivery, view } = await person.command('/account sign-up');
  await Promise.all(stage.world.urls.map((url) => person.again(delivery, url)));
  expect((await stage.page(linkIn(view))).status).toBe(200);
});

test('without PUBLIC_URL the form is in Slack, says that what is typed there is seen, and no page answers', async () => {
  const world = await startWorld();
  try {
    const person = world.slack.addPerson('modal', 'Mo', 'Dal');
    for (const command of ['/account sign-up', '/account sign-in']) {
      const { view } = await person.command(command);
      expect(view?.blocks.some(({ type }) => type === 'input')).toBe(true);
      expect(JSON.stringify(view)).toMatch(/Slack shows what you type here/);
      person.close();
    }
    const none = await openPage(atBot(`https://dibs.example/password/${'a'.repeat(43)}`, world.urls[0] as string));
    expect(none.status).toBe(404);
  } finally {
    await world.stop();
  }
});
