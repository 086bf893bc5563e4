import { type Fixture, startFixture } from './fixture-bot.ts';
import { actions, element, input, options, plain } from './samples.ts';
import { show } from './surfaces.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.stop());

const offers = (body: unknown) => fixture.answers(({ type }) => (type === 'block_suggestion' ? { body } : undefined));
const search = (label: string) =>
  input(element('external_select', { min_query_length: 0 }), {
    ...{ block_id: 'search', label: { type: 'plain_text', text: label } },
  });
const called = (text: string) => ({ text: { type: 'plain_text', text }, value: text });

describe('a search field', () => {
  beforeEach(() => show(fixture.slack, 'modal', [search('Person')]));

  test('asks the bot with what is typed, and offers what it answers', async () => {
    offers({ options: [called('Ada'), called('Grace')] });
    expect(await fixture.ada.suggest('chosen', 'a')).toEqual([called('Ada'), called('Grace')]);
    expect(fixture.last('block_suggestion').payload).toMatchObject({
      ...{ type: 'block_suggestion', action_id: 'chosen', block_id: 'search', value: 'a' },
      container: { type: 'view', view_id: fixture.ada.modals()[0]?.id },
      view: { type: 'modal', state: { values: { search: { chosen: { selected_option: null } } } } },
      user: { id: fixture.ada.userId },
      team: { id: 'T0ANALYTIC' },
    });
    await fixture.told('view_submission', () => fixture.ada.submit({ Person: 'Grace' }));
    const { values } = fixture.last('view_submission').payload.view.state;
    expect(values.search.chosen).toEqual({ type: 'external_select', selected_option: called('Grace') });
  });

  test('takes groups', async () => {
    const option_groups = [{ label: plain(1), options: [called('Ada')] }];
    offers({ option_groups });
    const [on] = fixture.ada.modals();
    const searched = { actionId: 'chosen', blockId: 'search', on: on as never };
    expect(await fixture.ada.suggestions(searched, '')).toEqual({ option_groups });
    expect(await fixture.ada.suggest('chosen', '')).toEqual([called('Ada')]);
  });

  test.each([
    [{ options: options(101) }, /no more than 100 items allowed/],
    [{ options: [], option_groups: [] }, /either/],
    [{ options: [{ text: plain(76), value: 'x' }] }, /less than 76 characters/],
  ])('shows nothing of what Slack would not show (%#)', async (body, why) => {
    offers(body);
    const searched = { actionId: 'chosen', on: fixture.ada.modals()[0] as never };
    expect((await fixture.ada.suggestions(searched, 'a')).problem).toMatch(why);
    expect(await fixture.ada.suggest('chosen', 'a')).toEqual([]);
  });
});

test('a search field in a message says which message', async () => {
  offers({ options: [] });
  const { ts } = await show(fixture.slack, 'message', [actions(element('external_select'))]);
  const on = fixture.slack.state.message('CT0ANALYTICGENERAL', String(ts)) as never;
  await fixture.ada.suggestions({ actionId: 'chosen', on }, 'a');
  expect(fixture.last('block_suggestion').payload).toMatchObject({
    container: { type: 'message', message_ts: ts },
    message: { ts },
  });
});

describe("what Slack's own client complains about is not sent", () => {
  type Row = [element: [type: string, fields?: Record<string, unknown>], value: Record<string, unknown>, why: RegExp];
  const number = { is_decimal_allowed: false, min_value: '2', max_value: '4' };
  const wrong: Row[] = [
    [['plain_text_input'], { value: null }, /complete this required field/],
    [['plain_text_input', { min_length: 3 }], { value: 'ab' }, /at least 3/],
    [['plain_text_input', { max_length: 3 }], { value: 'abcd' }, /at most 3/],
    [['email_text_input'], { value: 'ada' }, /valid email/],
    [['url_text_input'], { value: 'example' }, /valid URL/],
    [['number_input', number], { value: 'two' }, /valid number/],
    [['number_input', number], { value: '2.5' }, /whole number/],
    [['number_input', number], { value: '1' }, /at least 2/],
    [['number_input', number], { value: '5' }, /at most 4/],
    [['users_select'], { selected_user: null }, /required/],
    [['checkboxes', { options: options(1) }], { selected_options: [] }, /required/],
  ];
  const values = (type: string, value: Record<string, unknown>) => ({ field: { chosen: { type, ...value } } });
  const open = ([type, fields]: Row[0], others = {}) =>
    show(fixture.slack, 'modal', [input(element(type, fields), { block_id: 'field', ...others })]);

  test.each(wrong)('%j with %j', async (of, value, why) => {
    await open(of);
    const answer = await fixture.ada.submitState(values(of[0], value));
    expect(answer).toMatchObject({ kind: 'errors', fieldErrors: { field: expect.stringMatching(why) } });
    expect(fixture.heard).toEqual([]);
  });

  test.each([
    [['plain_text_input', { min_length: 3, max_length: 3 }], { value: 'abc' }],
    [['number_input', number], { value: '4' }],
    [['email_text_input'], { value: 'ada@example.com' }],
  ] as [Row[0], Record<string, unknown>][])('%j with %j is fine', async (of, value) => {
    await open(of);
    expect((await fixture.ada.submitState(values(of[0], value))).kind).toBe('closed');
    expect(fixture.last('view_submission').payload.view.state.values).toEqual(values(of[0], value));
  });

  test('an optional field may be empty', async () => {
    await open(['plain_text_input'], { optional: true });
    expect((await fixture.ada.submitState(values('plain_text_input', { value: null }))).kind).toBe('closed');
  });
});
