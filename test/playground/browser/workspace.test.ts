import { readFile } from 'node:fs/promises';
import { focused } from '../../support/focus.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => expect(stage.browser.complaints).toEqual([]));
afterAll(() => stage?.stop());

const channel = 'CT0ANALYTICGENERAL';
const plain = (text: string) => ({ type: 'plain_text', text });
const button = (text: string) => ({ type: 'button', action_id: text, text: plain(text) });
const menu = (name: string) => stage.page.getByRole('menuitem', { name });
const gone = { state: 'detached' } as const;

describe('the screen changes by itself', () => {
  test('a message for one person is not seen by the other', async () => {
    await stage.api('chat.postEphemeral', { channel, user: 'U0ANALYTICADA', text: 'For Ada alone' });
    const message = await stage.ada.says('For Ada alone');
    await message.getByText('Only visible to you').waitFor();
    await stage.api('chat.postMessage', { channel, text: 'For everybody' });
    await stage.grace.says('For everybody');
    expect(await stage.grace.node.getByText('For Ada alone').count()).toBe(0);
  });

  test('a changed message is changed, and the keyboard stays where it was', async () => {
    const message = await stage.post([{ type: 'actions', elements: [button('One'), button('Two')] }]);
    await message.getByRole('button', { name: 'Two' }).focus();
    const { ts } = stage.fixture.ada.messages(channel).at(-1) as { ts: string };
    const changed = [{ type: 'actions', elements: [button('Zero'), button('One'), button('Two')] }];
    await stage.api('chat.update', { channel, ts, text: 'Changed', blocks: changed });
    await stage.ada.node.getByRole('button', { name: 'Zero' }).waitFor();
    expect((await focused(stage.page)).text).toBe('Two');
    await stage.api('chat.delete', { channel, ts });
    await stage.ada.node.getByRole('button', { name: 'Zero' }).waitFor(gone);
    expect((await focused(stage.page)).region).toMatch(/Ada/);
  });

  test('what is being typed stays', async () => {
    await stage.ada.box.fill('Half a sen');
    await stage.ada.box.focus();
    await stage.api('chat.postMessage', { channel, text: 'In between' });
    await stage.ada.says('In between');
    await stage.page.keyboard.type('tence');
    expect(await stage.ada.box.inputValue()).toBe('Half a sentence');
    await stage.ada.box.fill('');
  });

  test('what is new elsewhere is counted', async () => {
    const messages = stage.grace.node.getByRole('navigation').getByRole('button', { name: 'Messages' });
    await stage.api('chat.postMessage', { channel: 'U0ANALYTICGRACE', text: 'For Grace' });
    await messages.getByText('1').waitFor();
    await messages.click();
    await stage.grace.says('For Grace');
    expect(await messages.textContent()).toBe('Messages');
    await stage.grace.go('general');
  });
});

test('a file is kept under its name by whom it was sent to, and there is none for others', async () => {
  const [filename, text] = ['töp.csv', 'Title,Done\n"Löwe, Bär",1\n'];
  const begun = await stage.api('files.getUploadURLExternal', { filename, length: Buffer.byteLength(text) });
  await fetch(String(begun['upload_url']), { method: 'POST', body: text });
  const files = [{ id: begun['file_id'], title: filename }];
  const comment = { channel_id: 'U0ANALYTICGRACE', initial_comment: 'Here it is.' };
  await stage.api('files.completeUploadExternal', { files, ...comment });
  await stage.grace.go('Messages');
  await stage.grace.says('Here it is.');
  const link = stage.grace.node.getByRole('link', { name: filename });
  const [download] = await Promise.all([stage.page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe(filename);
  expect(await readFile(await download.path(), 'utf8')).toBe(text);
  const address = new URL(String(await link.getAttribute('href')), stage.url);
  expect((await fetch(address)).status).toBe(200);
  address.searchParams.set('person', 'ada');
  expect((await fetch(address)).status).toBe(400);
  await stage.grace.go('general');
});

describe('what people say', () => {
  test('is formatted, mentions people, and can be changed and deleted by its author', async () => {
    await stage.ada.send('*Look* @grace <b> in #random');
    const message = await stage.ada.says('Look @grace <b> in #random');
    await stage.grace.node.locator('.mention.me').getByText('@grace').waitFor();
    await message.hover();
    await message.getByRole('button', { name: 'More actions' }).click();
    await menu('Edit message').click();
    const editor = stage.ada.node.getByRole('textbox', { name: 'Edit message' });
    expect(await editor.inputValue()).toBe('*Look* @grace <b> in #random');
    await editor.fill('Look again');
    await editor.press('Enter');
    await stage.grace.says('Look again (edited)');
    await (await stage.ada.says('Look again')).getByRole('button', { name: 'More actions' }).click();
    await menu('Delete message').click();
    await stage.ada.node.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await stage.grace.node.getByText('Look again').waitFor(gone);
  });

  test('may be answered in a thread', async () => {
    await stage.ada.send('A question');
    await (await stage.grace.says('A question')).getByRole('button', { name: 'Reply in thread' }).click();
    await stage.grace.node.getByRole('heading', { name: 'Thread in general' }).waitFor();
    await stage.grace.send('An answer');
    const question = await stage.ada.says('A question');
    await question.getByRole('button', { name: '1 reply' }).click();
    await stage.ada.says('An answer');
    await stage.grace.send('/try open');
    await stage.grace.node.getByRole('alert').getByText('not supported in threads').waitFor();
    await stage.page.keyboard.press('Escape');
    await stage.grace.node.getByRole('heading', { name: 'Thread in general' }).waitFor(gone);
    await stage.ada.node.getByRole('button', { name: 'Back to the channel' }).click();
    expect(await stage.ada.node.getByText('An answer').count()).toBe(0);
  });
});

describe('shortcuts and commands', () => {
  test('the lightning menu has the global ones', async () => {
    await stage.ada.node.getByRole('button', { name: 'Shortcuts' }).click();
    const sent = await stage.fixture.told('shortcut', () => menu('Everywhere').click());
    expect(sent).toMatchObject({ callback_id: 'everywhere', user: { id: 'U0ANALYTICADA' } });
  });

  test("a message's menu has those of messages", async () => {
    await stage.ada.send('Make something of this');
    const message = await stage.grace.says('Make something of this');
    await message.getByRole('button', { name: 'More actions' }).click();
    const sent = await stage.fixture.told('message_action', () => menu('On a message').click());
    expect(sent).toMatchObject({ callback_id: 'on-message', message: { text: 'Make something of this' } });
  });

  test('commands, their verbs and people are completed', async () => {
    const { box } = stage.ada;
    const option = (name: string | RegExp) => stage.page.getByRole('option', { name });
    await box.pressSequentially('/t');
    await option(/try.*open \| push.*Tries something/).waitFor();
    await box.press('Tab');
    expect(await box.inputValue()).toBe('/try ');
    await option('/try push').waitFor();
    await box.press('ArrowDown');
    await box.press('Enter');
    expect(await box.inputValue()).toBe('/try push ');
    await box.pressSequentially('@gr');
    await option(/Grace Hopper/).click();
    const sent = await stage.fixture.told('/try', () => box.press('Enter'));
    expect(sent.text).toMatch(/^push <@U0ANALYTICGRACE(\|grace)?>$/);
    expect(await box.inputValue()).toBe('');
  });

  test('what is offered stays while the other pane moves', async () => {
    await stage.api('chat.postMessage', { channel, text: 'A long message\n'.repeat(60) });
    const messages = stage.ada.node.getByRole('log');
    await messages.getByText('A long message').last().waitFor();
    await stage.grace.box.fill('/t');
    const offered = stage.page.getByRole('option', { name: /try/ });
    await offered.waitFor();
    await messages.evaluate(
      (log) =>
        new Promise((moved) => {
          log.addEventListener('scroll', moved, { once: true });
          log.scrollTop = log.scrollTop > 100 ? 0 : 200;
        }),
    );
    expect(await offered.isVisible()).toBe(true);
    await stage.grace.box.fill('');
  });
});

test('a pane becomes anybody of either workspace, and stays so after a reload', async () => {
  const { page, grace } = stage;
  const switcher = page.getByRole('button', { name: /Switch person or workspace/ }).last();
  await switcher.click();
  const people = page.getByRole('menuitemradio');
  expect(await people.count()).toBeGreaterThanOrEqual(7);
  expect(await page.getByRole('menu').getByRole('group').count()).toBe(2);
  await people.filter({ hasText: 'Emmy Noether' }).click();
  await page.getByRole('region', { name: 'Emmy Noether in Differential' }).waitFor();
  await page.reload();
  await page.getByRole('region', { name: 'Emmy Noether in Differential' }).waitFor();
  await switcher.click();
  await people.filter({ hasText: 'Grace Hopper' }).click();
  await grace.node.waitFor();
});

test('one pane alone, and one at a time where there is no room for two', async () => {
  const { page, ada, grace } = stage;
  await page.getByRole('button', { name: 'Side by side' }).click();
  expect(await page.getByRole('region', { name: 'Hopper' }).isVisible()).toBe(!(await ada.node.isVisible()));
  await page.getByRole('button', { name: 'Side by side' }).click();
  await page.setViewportSize({ width: 400, height: 800 });
  await page.getByRole('button', { name: 'Ada' }).click();
  expect([await ada.node.isVisible(), await grace.node.isVisible()]).toEqual([true, false]);
  await ada.node.getByRole('button', { name: 'Places' }).click();
  await ada.go('random');
  await ada.node.getByRole('heading', { name: 'random', exact: true }).waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400);
  await page.getByRole('button', { name: 'Grace' }).click();
  expect([await ada.node.isVisible(), await grace.node.isVisible()]).toEqual([false, true]);
});
