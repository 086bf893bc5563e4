import { startWorld, type World } from './support/world.ts';

describe.each([
  ['HTTP', false],
  ['Socket Mode', true],
])('the main job, over %s', (_, socket) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ socket });
  });
  afterAll(() => world.stop());

  test('sign up, group, invitation, project, add, claim, complete, Home', async () => {
    const { slack } = world;
    const ada = slack.person('ada');

    const welcome = await ada.command('/group create Web team');
    expect(welcome.text).toMatch(/Welcome to Dibs/);
    expect(welcome.buttons).toEqual(['Sign up', 'Sign in']);

    const form = await ada.press('Sign up');
    expect(form.kind).toBe('modal');
    const refused = await ada.submit({ Email: 'ada@example.com', Password: 'short', 'Confirm password': 'short' });
    expect(refused.errors).toHaveProperty('Password');
    const arrived = await ada.submit({ Password: 'Correct-horse-7', 'Confirm password': 'Correct-horse-7' });
    expect(arrived.text).toMatch(/Welcome, Ada/);
    const made = await ada.press('Continue');
    expect(made.text).toMatch(/You made the group Web team/);
    ada.close();

    const grace = slack.person('grace');
    expect((await ada.command('/group invite Web team @grace')).text).toMatch(/invited to Web team/);
    const invitation = await grace.waitForMessage(/Ada Lovelace \(ada\) invites you to the group Web team/);
    await grace.press('Accept', { on: invitation });
    await grace.press('Sign up');
    const graceArrived = await grace.submit({
      Email: 'grace@example.com',
      Password: 'Correct-horse-7',
      'Confirm password': 'Correct-horse-7',
    });
    expect(graceArrived.text).toMatch(/Welcome, Grace/);
    expect((await grace.press('Continue')).text).toMatch(/You accepted/);
    grace.close();
    await ada.waitForMessage(/Grace Hopper \(grace\) accepted your invitation/);

    await ada.command('/project create Website');
    expect((await ada.submit({ Key: 'web' })).text).toMatch(/You made the project WEB/);
    ada.close();
    expect((await grace.command('/project join web')).text).toMatch(/You are a member of WEB now/);

    expect((await ada.command('/task add WEB Fix the *login* & <!channel>')).text).toMatch(
      /WEB-1 {2}Fix the \*login\* & <!channel>/,
    );
    expect((await grace.command('/task claim web-1')).text).toMatch(/You claimed WEB-1/);
    expect((await ada.command('/task claim WEB-1')).text).toMatch(/Grace Hopper \(grace\) has claimed WEB-1/);

    const home = await grace.openHome();
    expect(home.text).toMatch(/Claimed by me\nWEB-1/);
    const completed = await grace.press('Complete');
    expect(completed.kind).toBe('home');
    expect(completed.text).toMatch(/You completed WEB-1/);
    await ada.openHome();
    const list = await ada.choose('Status', 'Completed');
    expect(list.text).toMatch(/WEB-1 .*\nCompleted by Grace Hopper \(grace\)/);
    expect((await ada.press('History', { near: /WEB-1/ })).text).toMatch(/Grace Hopper \(grace\) completed it/);
  });
});
