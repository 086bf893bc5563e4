import type { Answer, Person } from '../../playground/person.ts';
import { inputLabels, offered } from '../support/shown.ts';
import { startWorld, type World } from '../support/world.ts';

/** C2: how commands name a group and a person, and what asks for the one that is missing. */
let world: World;
let ada: Person;
let grace: Person;

beforeAll(async () => {
  world = await startWorld();
  ada = await world.member('ada');
  grace = await world.member('grace');
  await world.group(ada, grace);
});
afterAll(() => world.stop());
afterEach(() => {
  for (const person of [ada, grace]) person.modals().length = 0;
});

const title = 'Members';

test('in just one group its name may be left out', async () => {
  expect((await grace.command('/group members')).text).toMatch(/^Web\nAda Lovelace \(ada\) — owner\nGrace Hopper/);
  expect((await ada.command('/group invite @alan')).text).toBe('They are invited to Web, by direct message.');
  expect((await ada.command('/group withdraw @alan')).text).toBe('The invitation to Web is withdrawn.');
  expect((await ada.command('/group edit')).text).toMatch(/^Edit group\nName\nDescription/);
  expect((await grace.command('/group leave')).text).toMatch(
    /^Leave group\nLeave Web\?\nYou leave all its projects, too/,
  );
  grace.close();
  expect((await grace.command('/group members')).text).toContain('Grace Hopper');
  await grace.command('/group');
  expect((await grace.press('Leave')).text).toMatch(/^Leave group\nLeave Web\?/);
  expect((await grace.submit()).text).toBe('Done\nYou left Web.');
  grace.close();
  expect((await grace.command('/group members')).text).toBe(
    "You aren't in a group yet: `/group create NAME` makes one.",
  );
  await ada.command('/group invite Web @grace');
  await grace.press('Accept', { on: await grace.waitForMessage(/invites you/) });
});

describe('in several', () => {
  beforeAll(async () => {
    for (const name of ['Web team', 'Web tools', 'Design  “studio”', "Ada's friends"])
      await ada.command(`/group create ${name}`);
  });

  test.each([
    ['Web', 'Web'],
    ['web TEAM', 'Web team'],
    ['"Web team"', 'Web team'],
    ['“web team”', 'Web team'],
    ["'Web tools'", 'Web tools'],
    ['‘Web tools’', 'Web tools'],
    ['Web to', 'Web tools'],
    ['"web te"', 'Web team'],
    ['des', 'Design “studio”'],
    ["ada's", "Ada's friends"],
  ])('%s means %s', async (typed, name) => {
    expect((await ada.command(`/group members ${typed}`)).text.split('\n')[0]).toBe(name);
  });

  test.each(['', 'Web t', '"web t"'])('%j may mean several: a select asks which', async (typed) => {
    expect((await ada.command(`/group members ${typed}`)).text).toBe('Choose a group\nGroup');
    expect((await ada.submit({ Group: 'Web tools' })).text).toMatch(new RegExp(`^${title}\nWeb tools\n`));
    expect((await ada.command(`/group delete ${typed}`)).text).toBe('Choose a group\nGroup');
    expect((await ada.submit({ Group: 'Web tools' })).text).toMatch(/^Delete group\nDelete Web tools\?/);
  });

  test.each(['members', 'transfer', 'invite @linus'])(
    '/group %s of several offers those, and chooses none',
    async (verb) => {
      const [what, person = ''] = verb.split(' ');
      await ada.command(`/group ${what} Web t ${person}`);
      expect(offered(ada)).toEqual({ options: ['Web team', 'Web tools'], chosen: undefined });
    },
  );

  test.each([
    ['/group members Webb', 'Webb'],
    ['/group edit "No <such> group"', 'No <such> group'],
    ['/group invite Nowhere @grace', 'Nowhere'],
    ['/group remove Nowhere grace', 'Nowhere grace'],
  ])('%s says what to do instead', async (command, name) => {
    expect((await ada.command(command)).text).toBe(
      `You are in no group called ${name}. \`/group\` lists the groups you're in.`,
    );
  });

  test.each([
    ['a mention', '@alan', 'They are invited to Web team'],
    ['a username', '@hedy.l', 'Hedy Lamarr (hedy.l) is invited to Web team'],
    ['a username without its @', 'hedy.l', 'Hedy Lamarr (hedy.l) is invited to Web team'],
    ['an email', 'hedy@example.com', 'Hedy Lamarr (hedy.l) is invited to Web team'],
    ['nobody', '@nobody', 'Nobody here has that username or email.'],
  ])('a person is %s', async (_, typed, says) => {
    await hedy();
    for (const group of ['Web team', '"web team"', 'web te']) {
      expect((await ada.command(`/group invite ${group} ${typed}`)).text).toContain(says);
      await ada.command(`/group withdraw ${group} ${typed}`);
    }
  });

  test('S2: only the bot’s own hints look like commands, not a name that has one', async () => {
    const styled = (answer: Answer) => JSON.stringify(answer.message?.blocks).includes('"style":{"code":true}');
    expect(styled(await ada.command('/group create Type `/account delete`'))).toBe(false);
    expect(styled(await ada.command('/group members Type'))).toBe(false);
    const nobody = await world.member('katherine');
    expect(styled(await nobody.command('/group'))).toBe(true);
  });

  test('somebody who is signed out is written to nowhere, and the owner reads how they will see it', async () => {
    await hedy();
    const person = world.slack.person('hedy');
    await person.command('/account sign-out');
    expect((await ada.command('/group invite Web team hedy@example.com')).text).toBe(
      'Hedy Lamarr (hedy.l) is invited to Web team: they see it in Home and under `/group invites` once they sign in.',
    );
    await person.command('/account sign-in');
    await person.submit({ Username: 'hedy.l', Password: 'Correct-horse-7' });
    person.close();
    expect((await person.command('/group invites')).text).toContain('Web team');
    await ada.command('/group withdraw Web team @hedy.l');
  });

  test('an email as Slack writes it', async () => {
    await hedy();
    const { delivery } = await ada.command('/task help');
    const payload = {
      ...delivery.payload,
      command: '/group',
      text: 'invite Web team <mailto:hedy@example.com|hedy@example.com>',
      trigger_id: 'by-email',
    };
    const { body } = await ada.again({ ...delivery, payload });
    expect(body).toContain('Hedy Lamarr (hedy.l) is invited to Web team');
  });

  test.each(['remove', 'transfer', 'withdraw'])('/group %s asks for what is missing, and for no more', async (verb) => {
    expect((await ada.command(`/group ${verb}`)).kind).toBe('modal');
    expect(inputLabels(ada)).toEqual(['Group', 'Person']);
    expect((await ada.submit({ Group: 'Web', Person: ' ' })).errors).toEqual({ Person: 'Type a username.' });
    await ada.command(`/group ${verb} Web team`);
    expect(inputLabels(ada)).toEqual(['Group', 'Person']);
    const { errors } = await ada.submit({ Person: '@nobody' });
    expect(errors).toEqual({ Person: expect.stringMatching(/They aren't in Web team|Nobody here has that username/) });
    expect((await ada.command(`/group ${verb} @grace`)).text).toMatch(/\nPerson: @U0ANALYTICGRACE\nGroup$/);
    expect(inputLabels(ada)).toEqual(['Group']);
    const refused = await ada.submit({ Group: 'Web team' });
    expect(refused.errors).toEqual({ Group: expect.stringMatching(/They (aren't in Web team|have no invitation)/) });
  });

  test('several people are named one at a time', async () => {
    const { text } = await ada.command('/group invite Web team @hedy.l hedy@example.com');
    expect(text).toBe('Name one person at a time: first @hedy.l, then hedy@example.com, each in a command.');
    expect((await ada.command('/group remove @alan @hedy.l')).text).toMatch(/^Name one person at a time: first @alan/);
  });

  test('/group invite asks for what is missing, and for no more', async () => {
    await ada.command('/group invite');
    expect(inputLabels(ada)).toEqual(['Group', 'Person', 'Or somebody in Slack']);
    expect((await ada.submit()).errors).toEqual({ Person: 'Choose one person, either here or below.' });
    expect((await ada.submit({ Group: 'Web tools', 'Or somebody in Slack': 'linus' })).text).toContain(
      'They are invited to Web tools',
    );
    expect((await ada.command('/group invite @linus')).text).toBe('Invite\nPerson: @U0ANALYTICLINUS\nGroup');
    expect((await ada.submit({ Group: 'Web tools' })).errors).toEqual({ Group: 'They are invited already.' });
    expect((await ada.submit({ Group: 'Web team' })).text).toContain('They are invited to Web team');
    expect((await grace.command('/group invite')).text).toBe('Only the owner of Web, Ada Lovelace, can invite.');
  });
});

/** Somebody whose username isn't their name in Slack. */
async function hedy(): Promise<void> {
  const person = world.slack.person('hedy');
  if (!/Welcome/.test((await person.command('/account')).text)) return;
  await person.command('/account sign-up');
  const secret = { Password: 'Correct-horse-7', 'Confirm password': 'Correct-horse-7' };
  await person.submit({ Username: 'hedy.l', Email: 'hedy@example.com', ...secret });
  person.close();
}
