import { focused, isFocused } from '../../support/focus.ts';
import { triggerOf } from '../surfaces.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(async () => {
  expect(stage.browser.complaints).toEqual([]);
  stage.fixture.answers(() => undefined);
  stage.fixture.ada.close({ all: true });
  await stage.ada.closed();
});
afterAll(() => stage?.stop());

const plain = (text: string) => ({ type: 'plain_text', text });
const red = { text: plain('Red'), value: 'red' };
const blue = { text: plain('Blue'), value: 'blue' };
const options = [red, blue];

const input = (label: string, element: Record<string, unknown>, others: Record<string, unknown> = {}) => ({
  ...{ type: 'input', block_id: label, label: plain(label) },
  element: { action_id: 'given', ...element },
  ...others,
});
const word = (label: string, element: Record<string, unknown> = {}, others: Record<string, unknown> = {}) =>
  input(label, { type: 'plain_text_input', ...element }, others);
const modal = (title: string, blocks: unknown[], others: Record<string, unknown> = {}) => ({
  ...{ type: 'modal', title: plain(title), submit: plain('Send'), close: plain('Not now'), blocks },
  ...others,
});
const open = async (view: unknown) => {
  const { view: opened } = await stage.api('views.open', { trigger_id: triggerOf(stage.fixture.slack), view });
  return opened as { id: string; hash: string };
};
const push = (view: unknown) => stage.api('views.push', { trigger_id: triggerOf(stage.fixture.slack), view });
const send = () => stage.ada.dialog.getByRole('button', { name: 'Send' }).click();
const titled = (title: string) => stage.ada.node.getByRole('dialog', { name: title });

test('each kind of input is sent as Slack sends it', async () => {
  await open(
    modal('All of them', [
      word('Short'),
      word('Long', { multiline: true, initial_value: 'As it was' }),
      input('Email', { type: 'email_text_input' }),
      input('Address', { type: 'url_text_input' }),
      input('Count', { type: 'number_input', is_decimal_allowed: false }),
      input('Colour', { type: 'static_select', options }),
      input('Colours', { type: 'multi_static_select', options }),
      input('Person', { type: 'users_select' }),
      input('Day', { type: 'datepicker' }),
      input('Hour', { type: 'timepicker' }),
      input('Ticked', { type: 'checkboxes', options }),
      input('One', { type: 'radio_buttons', options }),
      word('Nothing', {}, { optional: true, hint: plain('Leave it') }),
    ]),
  );
  const { dialog } = stage.ada;
  const texts = {
    Short: 'a',
    Email: 'a@b.org',
    Address: 'https://b.org',
    Count: '3',
    Day: '2026-02-03',
    Hour: '04:05',
  };
  for (const [label, text] of Object.entries(texts)) await dialog.getByLabel(label, { exact: true }).fill(text);
  for (const label of ['Colour', 'Colours', 'Person']) {
    await dialog.getByLabel(label, { exact: true }).fill(label === 'Person' ? 'Grace' : 'Blue');
    await stage.page.keyboard.press('Enter');
  }
  await dialog.getByRole('group', { name: 'Ticked' }).getByLabel('Red').check();
  await dialog.getByRole('radiogroup', { name: 'One' }).getByLabel('Blue').check();
  const { view } = await stage.fixture.told('view_submission', send);
  const sent = Object.entries(view.state.values as Record<string, { given: Record<string, unknown> }>);
  expect(Object.fromEntries(sent.map(([label, { given }]) => [label, Object.values(given)[1]]))).toEqual({
    ...texts,
    ...{ Long: 'As it was', Colour: blue, Colours: [blue], Person: 'U0ANALYTICGRACE' },
    ...{ Ticked: [red], One: blue, Nothing: null },
  });
  await stage.ada.closed();
});

test('what is wrong stands at its field, and nothing typed is lost', async () => {
  await open(modal('Wrong', [word('Name'), word('Short', { max_length: 5 }), word('Other', {}, { optional: true })]));
  const { dialog } = stage.ada;
  const [name, short] = [dialog.getByLabel('Name'), dialog.getByLabel('Short')];
  await short.pressSequentially('123456789');
  expect(await short.inputValue()).toBe('12345');
  await send();
  await dialog.getByText('Please complete this required field.').waitFor();
  expect(await isFocused(name)).toBe(true);
  stage.fixture.answers(() => ({ body: { response_action: 'errors', errors: { Short: 'Too short for us.' } } }));
  await name.fill('Ada');
  await send();
  await dialog.getByText('Too short for us.').waitFor();
  expect(await short.getAttribute('aria-invalid')).toBe('true');
  expect(await name.getAttribute('aria-invalid')).toBeNull();
  const describedBy = (await short.getAttribute('aria-describedby')) ?? '';
  expect(await dialog.locator(`#${describedBy.split(' ')[0]}`).textContent()).toBe('Too short for us.');
  expect([await name.inputValue(), await short.inputValue()]).toEqual(['Ada', '12345']);
});

test('what is typed stays, with the caret, while the bot changes the modal', async () => {
  const { id } = await open(modal('Before', [word('Name'), word('Gone')]));
  const box = stage.ada.dialog.getByLabel('Name');
  await box.pressSequentially('Adda');
  await stage.page.keyboard.press('ArrowLeft');
  await stage.page.keyboard.press('ArrowLeft');
  const added = { type: 'section', text: plain('Something new above') };
  await stage.api('views.update', { view_id: id, view: modal('After', [added, word('Name')]) });
  await titled('After').waitFor();
  await stage.page.keyboard.press('Backspace');
  await stage.api('views.update', { view_id: id, view: modal('Later', [word('Name', { placeholder: plain('…') })]) });
  await titled('Later').waitFor();
  expect(await box.inputValue()).toBe('Ada');
  await stage.page.keyboard.type('!');
  expect(await box.inputValue()).toBe('A!da');
  expect((await focused(stage.page)).name).toBe('given ');
});

test('three on top of each other; each Escape closes one, and tells a bot that wants to know', async () => {
  await stage.ada.box.focus();
  await open(modal('First', [word('One')], { notify_on_close: true }));
  await titled('First').getByLabel('One').fill('kept');
  await push(modal('Second', [word('Two')]));
  await titled('Second').waitFor();
  await push(modal('Third', [word('Three')], { notify_on_close: true }));
  await titled('Third').getByLabel('Three').focus();
  const closed = await stage.fixture.told('view_closed', () => stage.page.keyboard.press('Escape'));
  expect(closed).toMatchObject({ is_cleared: false, view: { title: { text: 'Third' } } });
  await titled('Third').waitFor({ state: 'detached' });
  await titled('Second').getByRole('button', { name: 'Not now' }).click();
  await titled('Second').waitFor({ state: 'detached' });
  expect(await titled('First').getByLabel('One').inputValue()).toBe('kept');
  await stage.fixture.told('view_closed', () => titled('First').getByRole('button', { name: 'Close' }).click());
  await stage.ada.closed();
  expect((await focused(stage.page)).name).toBe('composer');
});

test('a submitted form may be updated, pushed upon, and cleared', async () => {
  stage.fixture.answers(({ payload }) => {
    const next = {
      First: { response_action: 'update', view: modal('Updated', [word('A')]) },
      Updated: { response_action: 'push', view: modal('Pushed', [word('B')]) },
      Pushed: { response_action: 'clear' },
    }[payload.view.title.text as string];
    return { body: next };
  });
  await open(modal('First', [word('A')]));
  for (const title of ['First', 'Updated', 'Pushed']) {
    await titled(title).getByRole('textbox').fill('x');
    await send();
  }
  await stage.ada.closed();
});

test('an input that tells at once does so at Enter, or at each character', async () => {
  const eager = { dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } };
  await open(
    modal('Telling', [word('Slow', {}, { dispatch_action: true }), word('Eager', eager, { dispatch_action: true })]),
  );
  const { dialog } = stage.ada;
  await dialog.getByLabel('Slow').fill('abc');
  expect(await stage.action(() => stage.page.keyboard.press('Enter'))).toMatchObject({
    block_id: 'Slow',
    value: 'abc',
  });
  const action = await stage.action(() => dialog.getByLabel('Eager').pressSequentially('d'));
  expect(action).toMatchObject({ block_id: 'Eager', value: 'd' });
});

test('a bot that fails is told in the form, which stays as it is', async () => {
  stage.fixture.answers(() => ({ status: 500 }));
  await open(modal('Failing', [word('Name')]));
  await stage.ada.dialog.getByLabel('Name').fill('Ada');
  await send();
  await stage.ada.dialog.getByRole('alert').getByText('What you typed is still here').waitFor();
  expect(await stage.ada.dialog.getByLabel('Name').inputValue()).toBe('Ada');
});

test("one person's modal leaves the other's pane alone", async () => {
  await stage.grace.box.fill('Still typing');
  await open(modal('For Ada', [word('Name')]));
  await titled('For Ada').waitFor();
  await stage.page.keyboard.type(' here');
  expect(await stage.grace.box.inputValue()).toBe('Still typing here');
});
