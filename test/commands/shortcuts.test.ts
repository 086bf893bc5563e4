import type { Person } from '../../playground/person.ts';
import { initial } from '../support/shown.ts';
import { startWorld, type World } from '../support/world.ts';

/** C6: the global shortcut, and the one on a message, whose modal starts with the message's text and keeps a link to it. */
let world: World;
let ada: Person;
let grace: Person;

beforeAll(async () => {
  world = await startWorld();
  ({ ada, grace } = await world.team());
});
afterAll(() => world.stop());

test('New task', async () => {
  const form = await ada.shortcut('task.new');
  expect(form.text).toBe('New task\nProject\nTitle\nDescription');
  expect((await ada.submit({ Title: '  ' })).errors).toEqual({ Title: 'Type a title.' });
  expect((await ada.submit({ Title: 'By shortcut', Description: 'one\ntwo' })).text).toMatch(
    /^Done\nYou created WEB-\d+\.\nWEB-\d+ {2}By shortcut\nWebsite · Open\none\ntwo\nCreated by Ada/,
  );
  ada.close();
});

test('Make a task: the first line is the title, all of it the description, and the link stays', async () => {
  const message = grace.say('The login page is broken\nsince this morning.');
  const form = await ada.shortcut('task.from-message', message);
  expect(initial(form, 'title')).toBe('The login page is broken');
  expect(initial(form, 'description')).toBe('The login page is broken\nsince this morning.');
  const made = await ada.submit({ Title: 'Mend the login page' });
  ada.close();
  const [reference] = /WEB-\d+/.exec(made.text) ?? [];
  const link = `https://analytical.slack.com/archives/${message.channelId}/p${message.ts.replace('.', '')}`;
  expect(JSON.stringify(made.view)).toContain(link);
  await ada.command(`/task edit ${reference}`);
  await ada.submit({ Title: 'Mended' });
  ada.close();
  const shown = await grace.command(`/task ${reference}`);
  expect(shown.text).toMatch(/Mended\n.*\nThe login page is broken\nsince this morning\.\nThe message it came from/);
  expect(JSON.stringify(shown.message)).toContain(link);
});

test.each([
  ['<@U0ANALYTICGRACE> and <@U0ANALYTICGRACE>, look', '@grace and @grace, look'],
  ['<@U0NOBODY> look', '<@U0NOBODY> look'],
  ['see <#C0ANALYTIC|general> and <#C1>', 'see #general and <#C1>'],
  ['<!here> <!channel> <!subteam^S1|@devs>', '@here @channel @devs'],
  [
    '<https://example.com/?a=1&amp;b=2|the page> <https://example.com>',
    'https://example.com/?a=1&b=2 https://example.com',
  ],
  ['<http://example.com|example.com> <https://x.example>', 'example.com https://x.example'],
  ['<mailto:a@example.com|a@example.com> <tel:123|123>', 'a@example.com 123'],
  ['&lt;!channel&gt; &amp;lt; *bold*', '<!channel> &lt; *bold*'],
])('a message as Slack writes it: %s', async (said, title) => {
  const form = await ada.shortcut('task.from-message', { ...grace.say('Look'), text: said });
  expect(initial(form, 'title')).toBe(title);
  expect(initial(form, 'description')).toBe('');
  ada.close();
});

test('a message without text', async () => {
  const form = await ada.shortcut('task.from-message', grace.say(''));
  expect(form.text).toBe('New task\nProject\nTitle\nDescription');
  expect(initial(form, 'title')).toBe('');
  ada.close();
});
