import type { Message } from '../../playground/state.ts';
import { type Fixture, startFixture } from './fixture-bot.ts';
import { actions, beside, button, element, input, plain, section } from './samples.ts';
import { show } from './surfaces.ts';

/** What a person chooses and types reaches the bot in Slack's shapes, from messages, Home and modals. */
let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture({ keepCalls: false });
});
afterAll(() => fixture.stop());

const label = (text: string) => ({ text: { type: 'plain_text', text }, value: text.toLowerCase() });
const [red, green, blue] = ['Red', 'Green', 'Blue'].map(label);
const colours = { options: [red, green, blue] };
const group = (...options: unknown[]) => ({ label: plain(1), options });
const grouped = { option_groups: [group(red), group(green, blue)] };
const web = 'CT0ANALYTICWEB';
const general = 'CT0ANALYTICGENERAL';

/** An element, what a person chooses in it, and its value before and after. */
type Row = [type: string, fields: Record<string, unknown>, words: string | string[], before: object, after: object];

const none = { selected_option: null };
const several = { selected_options: [] };
const chosen: Row[] = [
  ['static_select', colours, 'Green', none, { selected_option: green }],
  ['static_select', grouped, 'Blue', none, { selected_option: blue }],
  ['static_select', { ...colours, initial_option: red }, 'Blue', { selected_option: red }, { selected_option: blue }],
  ['radio_buttons', colours, 'Red', none, { selected_option: red }],
  ['checkboxes', colours, ['Red', 'Blue'], several, { selected_options: [red, blue] }],
  ['multi_static_select', grouped, ['Green', 'Red'], several, { selected_options: [green, red] }],
  ['users_select', {}, 'ada', { selected_user: null }, { selected_user: 'U0ANALYTICADA' }],
  ['multi_users_select', {}, ['ada'], { selected_users: [] }, { selected_users: ['U0ANALYTICADA'] }],
  ['channels_select', {}, '#web-team', { selected_channel: null }, { selected_channel: web }],
  ['multi_channels_select', {}, ['web-team'], { selected_channels: [] }, { selected_channels: [web] }],
  ['conversations_select', {}, 'general', { selected_conversation: null }, { selected_conversation: general }],
  ['multi_conversations_select', {}, 'general', { selected_conversations: [] }, { selected_conversations: [general] }],
  ['datepicker', {}, '2026-11-24', { selected_date: null }, { selected_date: '2026-11-24' }],
  ['timepicker', {}, '16:30', { selected_time: null }, { selected_time: '16:30' }],
  ['datetimepicker', {}, '1790000000', { selected_date_time: null }, { selected_date_time: 1_790_000_000 }],
];
const typed: Row[] = [
  ['plain_text_input', {}, 'Some words', { value: null }, { value: 'Some words' }],
  ['plain_text_input', { multiline: true, initial_value: 'x' }, '', { value: 'x' }, { value: null }],
  ['email_text_input', {}, 'ada@example.com', { value: null }, { value: 'ada@example.com' }],
  ['url_text_input', {}, 'https://example.com', { value: null }, { value: 'https://example.com' }],
  ['number_input', { is_decimal_allowed: true }, '2.5', { value: null }, { value: '2.5' }],
];

async function message(...blocks: unknown[]): Promise<Message> {
  const { ts } = await show(fixture.slack, 'message', blocks);
  return fixture.slack.state.message(general, String(ts)) as Message;
}

test.each(chosen)(
  '%s in a message %#: an action, and the state of the message',
  async (type, fields, words, _, after) => {
    const on = await message({ ...actions(element(type, fields)), block_id: 'row' });
    const told = await fixture.told('block_actions', () => fixture.ada.choose('chosen', words, { on }));
    expect(told.actions).toEqual([expect.objectContaining({ type, block_id: 'row', action_id: 'chosen', ...after })]);
    expect(told.state.values).toEqual({ row: { chosen: { type, ...after } } });
  },
);

test.each([...chosen, ...typed])(
  '%s in a modal %#: its state before and after',
  async (type, fields, words, before, after) => {
    const field = input(element(type, fields), { block_id: 'field', label: { type: 'plain_text', text: 'Field' } });
    await show(fixture.slack, 'modal', [field]);
    const submit = (values: Record<string, string | string[]>) =>
      fixture.told('view_submission', () => fixture.ada.submit(values));
    expect((await submit({})).view.state.values).toEqual({ field: { chosen: { type, ...before } } });
    await show(fixture.slack, 'modal', [field]);
    expect((await submit({ Field: words })).view.state.values).toEqual({ field: { chosen: { type, ...after } } });
  },
);

test('a button and an overflow menu keep nothing; a message remembers what each person chose in it', async () => {
  const menu = element('overflow', { ...colours, action_id: 'menu' });
  const on = await message(actions(button({ value: '7' }), menu), {
    ...beside(element('datepicker')),
    block_id: 'day',
  });
  await fixture.told('block_actions', () => fixture.ada.choose('chosen', '2026-11-24', { on }));
  const pressed = await fixture.told('block_actions', () => fixture.ada.press('x', { on }));
  expect(pressed).toMatchObject({
    type: 'block_actions',
    actions: [{ type: 'button', action_id: 'pressed', value: '7', text: { text: 'x' }, action_ts: expect.any(String) }],
    state: { values: { day: { chosen: { type: 'datepicker', selected_date: '2026-11-24' } } } },
    container: { type: 'message', message_ts: on.ts, channel_id: general, is_ephemeral: false },
    channel: { id: general, name: 'general' },
    message: { type: 'message', ts: on.ts, text: 'x', bot_id: 'BT0ANALYTIC' },
    user: { id: fixture.ada.userId, username: 'ada', team_id: 'T0ANALYTIC' },
    team: { id: 'T0ANALYTIC', domain: 'analytical' },
    trigger_id: expect.any(String),
    response_url: expect.stringMatching(/\/respond\//),
  });
  const byGrace = await fixture.told('block_actions', () => fixture.grace.choose('menu', 'Red', { on }));
  expect(byGrace.actions).toEqual([expect.objectContaining({ type: 'overflow', selected_option: red })]);
  expect(byGrace.state.values.day.chosen.selected_date).toBeNull();
});

test('what needs a confirmation and gets none is not sent', async () => {
  const words = { title: plain(1), text: plain(1), confirm: plain(1), deny: plain(1) };
  const on = await message(beside(button({ confirm: words })));
  expect((await fixture.ada.press('x', { on, confirm: false })).kind).toBe('nothing');
  const { actions: pressed } = await fixture.told('block_actions', () => fixture.ada.press('x', { on, confirm: true }));
  expect(pressed).toHaveLength(1);
});

test('an action in a modal carries what is typed there, by the page or by name', async () => {
  const name = input(element('plain_text_input'), { block_id: 'name', label: { type: 'plain_text', text: 'Name' } });
  await show(fixture.slack, 'modal', [name, actions(button())]);
  const [view] = fixture.ada.modals();
  await fixture.ada.fill({ Name: 'Ada' });
  const told = await fixture.told('block_actions', () => fixture.ada.press('x'));
  expect(told.view).toMatchObject({ id: view?.id, state: { values: { name: { chosen: { value: 'Ada' } } } } });
  const values = { name: { chosen: { type: 'plain_text_input', value: 'typed on' } } };
  const block = view?.blocks[1] as never;
  const action = { type: 'button', action_id: 'pressed' };
  const byPage = await fixture.told('block_actions', () => fixture.ada.act(view as never, block, action, values));
  expect(byPage.view.state.values).toEqual(values);
});

test('an input with dispatch_action tells at once, in Home too', async () => {
  const name = input(element('plain_text_input'), {
    ...{ block_id: 'name', dispatch_action: true },
    label: { type: 'plain_text', text: 'Name' },
  });
  await show(fixture.slack, 'modal', [name]);
  const told = await fixture.told('block_actions', () => fixture.ada.enter('Name', 'Ada'));
  expect(told.actions[0]).toMatchObject({ type: 'plain_text_input', value: 'Ada', block_id: 'name' });
  expect(told.container).toMatchObject({ type: 'view', view_id: told.view.id });
  fixture.ada.close();
  await show(fixture.slack, 'home', [{ ...section({ accessory: element('users_select') }), block_id: 'who' }]);
  const inHome = await fixture.told('block_actions', () =>
    fixture.ada.choose('chosen', 'grace', { on: fixture.ada.home() as never }),
  );
  expect(inHome.view).toMatchObject({
    type: 'home',
    state: { values: { who: { chosen: { selected_user: fixture.grace.userId } } } },
  });
});
