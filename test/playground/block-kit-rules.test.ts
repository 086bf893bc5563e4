import { type SimulatedSlack, startSlack } from '../../playground/slack.ts';
import * as kit from './samples.ts';
import { beside, divider, element, input, many, plain } from './samples.ts';
import { type Surface, show } from './surfaces.ts';

/** What holds beside the limits: least sizes, and what fits with what. */
let slack: SimulatedSlack;
beforeAll(async () => {
  slack = await startSlack({ keepCalls: false });
});
afterAll(() => slack.stop());

type Rule = [what: string, on: Surface, taken: unknown[], refused: unknown[], message: string];

const select = (fields: object) => beside(element('static_select', { options: kit.options(2), ...fields }));
const typed = (fields: object) => [input(element('plain_text_input', fields as Record<string, unknown>))];
const number = (fields: object) => [input(element('number_input', { is_decimal_allowed: true, ...fields }))];
const date = (initial_date: string) => [beside(element('datepicker', { initial_date }))];
const time = (initial_time: string) => [beside(element('timepicker', { initial_time }))];
const at = (initial_date_time: number) => [kit.actions(element('datetimepicker', { initial_date_time }))];
const list = (...elements: unknown[]) => [kit.rich({ type: 'rich_text_list', style: 'bullet', elements })];
const words = (length: number) => [kit.rich(kit.richSection({ type: 'text', text: kit.text(length) }))];
const focus = (count: number) =>
  many(3, (index) => input(element('plain_text_input', index < count ? { focus_on_load: true } : {})));

const empty = 'must be more than 0 characters';
const none = 'must provide at least 1 items';
const notOffered = 'must exactly match one of the provided options';
const one = kit.option(0);
const other = kit.option(7);

const rules: Rule[] = [
  ['text', 'message', [kit.section({ text: plain(1) })], [kit.section({ text: plain(0) })], `${empty} /0/text/text`],
  ['a rich text', 'message', words(1), words(0), `${empty} /0/elements/0/elements/0/text`],
  ['options', 'message', [select({})], [select({ options: [] })], `${none} /0/accessory/options`],
  ['buttons', 'message', [kit.actions(kit.button())], [kit.actions()], `${none} /0/elements`],
  ['a list', 'message', list(kit.richSection()), list(), `${none} /0/elements/0/elements`],
  ['a table', 'message', [kit.table(1, 1)], [kit.table(0, 1)], `${none} /0/rows`],
  [
    'a section',
    'message',
    [{ type: 'section', fields: [plain(1)] }],
    [{ type: 'section' }],
    'must define either `text` or `fields` as non-null value /0',
  ],
  [
    'a required field',
    'message',
    [kit.image()],
    [kit.image({ alt_text: undefined })],
    'missing required field: alt_text /0',
  ],
  ['a known field', 'message', [divider()], [divider({ text: 'x' })], 'invalid additional property: text /0'],
  ['a known block', 'message', [divider()], [{ type: 'divided' }], 'unsupported type: divided /0/type'],
  [
    'an element',
    'message',
    [beside(kit.button())],
    [beside(element('slider'))],
    'unsupported type: slider /0/accessory/type',
  ],
  [
    'a style',
    'message',
    [beside(kit.button({ style: 'danger' }))],
    [beside(kit.button({ style: 'red' }))],
    'must be a valid enum value /0/accessory/style',
  ],
  ['a type', 'message', [divider({ block_id: '1' })], [divider({ block_id: 1 })], 'must provide a string /0/block_id'],
  [
    'a header',
    'message',
    [{ type: 'header', text: plain(1) }],
    [{ type: 'header', text: kit.mrkdwn(1) }],
    'must be a valid enum value /0/text/type',
  ],
  [
    'block ids',
    'message',
    [divider({ block_id: 'a' }), divider({ block_id: 'b' })],
    [divider({ block_id: 'a' }), divider({ block_id: 'a' })],
    '`block_id` "a" already exists /1/block_id',
  ],
  [
    'action ids',
    'message',
    [kit.actions(kit.button({ action_id: 'a' }), kit.button({ action_id: 'b' }))],
    [kit.actions(kit.button(), kit.button())],
    '`action_id` "pressed" already exists /0/elements/1/action_id',
  ],
  [
    'a source of options',
    'message',
    [select({})],
    [select({ option_groups: kit.groups(1) })],
    'must define either `options` or `option_groups`, and not both /0/accessory',
  ],
  [
    'an initial option',
    'message',
    [select({ initial_option: one })],
    [select({ initial_option: other })],
    `${notOffered} /0/accessory/initial_option`,
  ],
  [
    'initial boxes',
    'message',
    [beside(element('checkboxes', { options: [one], initial_options: [one] }))],
    [beside(element('checkboxes', { options: [one], initial_options: [other] }))],
    `${notOffered} /0/accessory/initial_options`,
  ],
  [
    'several choices',
    'message',
    [beside(element('multi_users_select', { max_selected_items: 1 }))],
    [beside(element('multi_users_select', { max_selected_items: 0 }))],
    'must be greater than or equal to 1 /0/accessory/max_selected_items',
  ],
  ['a date', 'message', date('2026-02-28'), date('2026-02-29'), 'must be a valid date /0/accessory/initial_date'],
  [
    'a time',
    'message',
    time('23:59'),
    time('24:00'),
    'input must match regex pattern: /^([01]\\d|2[0-3]):[0-5]\\d$/ /0/accessory/initial_time',
  ],
  [
    'a date with time',
    'message',
    at(9_999_999_999),
    at(10_000_000_000),
    'must be less than or equal to 9999999999 /0/elements/0/initial_date_time',
  ],
  [
    'a length',
    'modal',
    typed({ min_length: 3, max_length: 3 }),
    typed({ min_length: 4, max_length: 3 }),
    'must be less than or equal to max_length /0/element/min_length',
  ],
  [
    'a first value',
    'modal',
    typed({ initial_value: 'abc', max_length: 3 }),
    typed({ initial_value: 'abcd', max_length: 3 }),
    'must not be longer than max_length /0/element/initial_value',
  ],
  [
    'a range',
    'modal',
    number({ min_value: '1', max_value: '1' }),
    number({ min_value: '2', max_value: '1' }),
    'must be less than or equal to max_value /0/element/min_value',
  ],
  ['a focus', 'modal', focus(1), focus(2), 'only one element can be set to true /1/element/focus_on_load'],
  [
    'a picture',
    'message',
    [kit.image()],
    [kit.image({ slack_file: { id: 'F1' } })],
    'must define either `image_url` or `slack_file`, and not both /0',
  ],
  [
    'markdown in all',
    'message',
    [kit.markdown(6000), kit.markdown(6000)],
    [kit.markdown(6000), kit.markdown(6001)],
    'must be less than 12001 characters in all /1/text',
  ],
  [
    'a video',
    'message',
    [kit.video()],
    [kit.video({ video_url: 'http://example.com' })],
    'input must match regex pattern: /^https:\\/\\// /0/video_url',
  ],
];

const prefix = (on: Surface) => (on === 'message' ? '/blocks' : '/view/blocks');

test.each(rules)('%s in a %s', async (_, on, taken, refused, message) => {
  expect(await show(slack, on, taken)).toMatchObject({ ok: true });
  const [, said, pointer] = /^(.*) (\S+)$/.exec(message) as unknown as string[];
  expect(await show(slack, on, refused)).toMatchObject({
    ok: false,
    response_metadata: { messages: [`[ERROR] ${said} [json-pointer:${prefix(on)}${pointer}]`] },
  });
});
