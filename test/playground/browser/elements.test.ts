import type { Locator, Page } from 'playwright-core';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => expect(stage.browser.complaints).toEqual([]));
afterAll(() => stage?.stop());

const plain = (text: string) => ({ type: 'plain_text', text });
const red = { text: plain('Red'), value: 'red' };
const blue = { text: plain('Blue'), value: 'blue' };
const green = { text: plain('Green'), value: 'green' };
const options = [red, blue, green];
const grace = 'U0ANALYTICGRACE';
const ada = 'U0ANALYTICADA';
const general = 'CT0ANALYTICGENERAL';

const choose = (label: string, option: string) => async (message: Locator, page: Page) => {
  await message.getByRole('combobox', { name: label }).fill(option.slice(0, 3));
  await page.getByRole('option', { name: option }).click();
};

type Drive = (message: Locator, page: Page) => Promise<unknown>;
type Case = [type: string, fields: Record<string, unknown>, drive: Drive, sent: Record<string, unknown>];

/** Each kind of element, as a message has it: how it is used, and what the bot is sent. */
const cases: Case[] = [
  ['button', { text: plain('Go'), value: '1' }, (message) => message.getByText('Go').click(), { value: '1' }],
  [
    'overflow',
    { options },
    async (message, page) => {
      await message
        .getByRole('button', { name: /^More actions/ })
        .first()
        .click();
      await page.getByRole('menuitem', { name: 'Blue' }).click();
    },
    { selected_option: blue },
  ],
  ['static_select', { placeholder: plain('Colour'), options }, choose('Colour', 'Green'), { selected_option: green }],
  [
    'static_select',
    { placeholder: plain('Grouped'), option_groups: [{ label: plain('Warm'), options: [red] }] },
    choose('Grouped', 'Red'),
    { selected_option: red },
  ],
  ['users_select', { placeholder: plain('Who') }, choose('Who', 'Grace Hopper'), { selected_user: grace }],
  ['channels_select', { placeholder: plain('Where') }, choose('Where', 'general'), { selected_channel: general }],
  [
    'conversations_select',
    { placeholder: plain('Talk') },
    choose('Talk', 'Ada Lovelace'),
    { selected_conversation: ada },
  ],
  [
    'multi_static_select',
    { placeholder: plain('Colours'), options, initial_options: [red] },
    choose('Colours', 'Blue'),
    { selected_options: [red, blue] },
  ],
  ['multi_users_select', { placeholder: plain('Whom') }, choose('Whom', 'Grace Hopper'), { selected_users: [grace] }],
  [
    'multi_channels_select',
    { placeholder: plain('Rooms') },
    choose('Rooms', 'general'),
    { selected_channels: [general] },
  ],
  [
    'multi_conversations_select',
    { placeholder: plain('Talks') },
    choose('Talks', 'general'),
    { selected_conversations: [general] },
  ],
  [
    'datepicker',
    { placeholder: plain('Day'), initial_date: '2026-01-31' },
    (message) => message.getByLabel('Day').fill('2026-02-28'),
    { selected_date: '2026-02-28' },
  ],
  [
    'timepicker',
    { placeholder: plain('Hour') },
    (message) => message.getByLabel('Hour').fill('13:45'),
    { selected_time: '13:45' },
  ],
  ['checkboxes', { options }, (message) => message.getByLabel('Blue').check(), { selected_options: [blue] }],
  [
    'radio_buttons',
    { options, initial_option: red },
    (message) => message.getByLabel('Green').check(),
    { selected_option: green },
  ],
];

test.each(cases)('%s', async (type, fields, drive, sent) => {
  const message = await stage.post([{ type: 'actions', elements: [{ type, action_id: 'chosen', ...fields }] }]);
  const action = await stage.action(() => drive(message, stage.page));
  expect(action).toMatchObject({ type, action_id: 'chosen', ...sent });
});

test('datetimepicker, in the zone of the person', async () => {
  const { grace, fixture, page } = stage;
  const element = { type: 'datetimepicker', action_id: 'chosen', initial_date_time: 1_770_000_000 };
  await stage.post([{ type: 'actions', elements: [element] }]);
  // New York is five hours behind in February.
  const picker = grace.node.locator('input[type=datetime-local]');
  expect(await picker.inputValue()).toBe('2026-02-01T21:40');
  const { actions } = await fixture.told('block_actions', () => picker.fill('2026-02-02T09:00'));
  expect(actions[0]).toMatchObject({ selected_date_time: Date.UTC(2026, 1, 2, 14) / 1000 });
  await page.bringToFront();
});

test.each([
  ['external_select', { selected_option: blue }],
  ['multi_external_select', { selected_options: [blue] }],
])('%s asks the bot while one types', async (type, sent) => {
  stage.fixture.answers(({ type, payload }) =>
    type === 'block_suggestion'
      ? { body: { options: options.filter(({ value }) => value.startsWith(payload.value)) } }
      : undefined,
  );
  const element = { type, action_id: 'searched', placeholder: plain('Search'), min_query_length: 2 };
  const message = await stage.post([{ type: 'actions', elements: [element] }]);
  const box = message.getByRole('combobox', { name: 'Search' });
  await box.fill('b');
  await stage.page.getByText('Type 2 or more characters to search').waitFor();
  const action = await stage.action(async () => {
    await box.fill('bl');
    await stage.page.getByRole('option', { name: 'Blue' }).click();
  });
  expect(action).toMatchObject({ type, action_id: 'searched', ...sent });
  const { payload } = stage.fixture.last('block_suggestion');
  expect(payload).toMatchObject({ action_id: 'searched', value: 'bl' });
});

test('a bot that shows nothing keeps nobody waiting', async () => {
  const message = await stage.post([
    { type: 'actions', elements: [{ type: 'button', action_id: 'go', text: plain('Go') }] },
  ]);
  const started = performance.now();
  for (let times = 0; times < 10; times++)
    await stage.action(() =>
      message.getByRole('button', { name: 'Go' }).and(message.locator(':not([aria-busy])')).click(),
    );
  expect(performance.now() - started).toBeLessThan(3000);
});

test('a confirmation is asked first, and No sends nothing', async () => {
  const confirm = { title: plain('Sure?'), text: plain('It goes.'), confirm: plain('Yes'), deny: plain('No') };
  const element = { type: 'static_select', action_id: 'asked', placeholder: plain('Ask'), options, confirm };
  const message = await stage.post([{ type: 'section', text: plain('Beside'), accessory: element }]);
  const question = stage.ada.node.getByRole('alertdialog', { name: 'Sure?' });
  const heard = stage.fixture.heard.length;
  await choose('Ask', 'Blue')(message, stage.page);
  await question.getByRole('button', { name: 'No' }).click();
  expect(await message.getByRole('combobox').inputValue()).toBe('');
  await choose('Ask', 'Red')(message, stage.page);
  const action = await stage.action(() => question.getByRole('button', { name: 'Yes' }).click());
  expect(action).toMatchObject({ selected_option: red });
  expect(stage.fixture.heard.length).toBe(heard + 1);
});

test('a link is a button, too, and leads to the web alone', async () => {
  const elements = [
    { type: 'button', action_id: 'a', text: plain('Read'), url: 'https://example.com/', style: 'primary' },
    { type: 'button', action_id: 'b', text: plain('Danger'), style: 'danger', accessibility_label: 'Delete all' },
  ];
  const message = await stage.post([{ type: 'actions', elements }]);
  const link = message.getByRole('link', { name: 'Read' });
  expect(await link.getAttribute('href')).toBe('https://example.com/');
  expect(await link.getAttribute('rel')).toMatch(/noopener/);
  expect(await message.getByRole('button', { name: 'Delete all' }).getAttribute('class')).toMatch(/danger/);
});
