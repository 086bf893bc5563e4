import { type SimulatedSlack, startSlack } from '../../playground/slack.ts';
import * as kit from './samples.ts';
import { beside, element, input, many, plain, text } from './samples.ts';
import { type Surface, show } from './surfaces.ts';

/** Block Kit's limits, from Slack's reference: each at the edge, which is taken, and one past it, which is refused. */
let slack: SimulatedSlack;
beforeAll(async () => {
  slack = await startSlack({ keepCalls: false });
});
afterAll(() => slack.stop());

/** How many, where in the block, and a block with so many there. */
type Limit = [most: number, pointer: string, block: (size: number) => unknown, on?: Surface];

const choice = (fields: object) => beside(element('static_select', { options: [{ ...kit.option(), ...fields }] }));
const groups = (option_groups: unknown[]) => beside(element('static_select', { option_groups }));
const ofGroup = (fields: object) => groups([{ label: plain(1), options: kit.options(1), ...fields }]);
const menu = (fields: object) => beside(element('overflow', { options: [{ ...kit.option(), ...fields }] }));
const chosen = (type: string, size: number) => beside(element(type, { options: kit.options(size) }));
const typed = (fields: object) => input(element('plain_text_input', fields as Record<string, unknown>));
const labelled = (fields: object) => input(element('plain_text_input'), fields as Record<string, unknown>);
const context = (...elements: unknown[]) => ({ type: 'context', elements });
const buttons = (count: number) => many(count, (index) => kit.button({ action_id: `pressed-${index}` }));
const list = (indent: number) => ({ type: 'rich_text_list', style: 'bullet', indent, elements: [kit.richSection()] });

const characters: Limit[] = [
  [255, '/block_id', (n) => kit.divider({ block_id: text(n) })],
  [3000, '/text/text', (n) => kit.section({ text: plain(n) })],
  [3000, '/text/text', (n) => kit.section({ text: kit.mrkdwn(n) })],
  [2000, '/fields/0/text', (n) => kit.section({ fields: [kit.mrkdwn(n)] })],
  [150, '/text/text', (n) => ({ type: 'header', text: plain(n) })],
  [3000, '/elements/0/text', (n) => context(plain(n))],
  [2000, '/elements/0/alt_text', (n) => context(kit.image({ alt_text: text(n) }))],
  [75, '/accessory/text/text', (n) => beside(kit.button({ text: plain(n) }))],
  [2000, '/accessory/value', (n) => beside(kit.button({ value: text(n) }))],
  [3000, '/accessory/url', (n) => beside(kit.button({ url: kit.url(n) }))],
  [255, '/accessory/action_id', (n) => beside(kit.button({ action_id: text(n) }))],
  [75, '/accessory/accessibility_label', (n) => beside(kit.button({ accessibility_label: text(n) }))],
  [100, '/accessory/confirm/title/text', (n) => beside(kit.confirm({ title: plain(n) }))],
  [300, '/accessory/confirm/text/text', (n) => beside(kit.confirm({ text: plain(n) }))],
  [30, '/accessory/confirm/confirm/text', (n) => beside(kit.confirm({ confirm: plain(n) }))],
  [30, '/accessory/confirm/deny/text', (n) => beside(kit.confirm({ deny: plain(n) }))],
  [75, '/accessory/options/0/text/text', (n) => choice({ text: plain(n) })],
  [150, '/accessory/options/0/value', (n) => choice({ value: text(n) })],
  [75, '/accessory/options/0/description/text', (n) => choice({ description: plain(n) })],
  [75, '/accessory/option_groups/0/label/text', (n) => ofGroup({ label: plain(n) })],
  [3000, '/accessory/options/0/url', (n) => menu({ url: kit.url(n) })],
  [150, '/accessory/placeholder/text', (n) => beside(element('users_select', { placeholder: plain(n) }))],
  [150, '/accessory/placeholder/text', (n) => beside(element('datepicker', { placeholder: plain(n) }))],
  [3000, '/image_url', (n) => kit.image({ image_url: kit.url(n) })],
  [2000, '/alt_text', (n) => kit.image({ alt_text: text(n) })],
  [2000, '/title/text', (n) => kit.image({ title: plain(n) })],
  [2000, '/label/text', (n) => labelled({ label: plain(n) }), 'modal'],
  [2000, '/hint/text', (n) => labelled({ hint: plain(n) }), 'modal'],
  [3000, '/element/initial_value', (n) => typed({ initial_value: text(n) }), 'modal'],
  [150, '/element/placeholder/text', (n) => typed({ placeholder: plain(n) }), 'modal'],
  [150, '/element/placeholder/text', (n) => input(element('email_text_input', { placeholder: plain(n) })), 'modal'],
  [12_000, '/text', (n) => kit.markdown(n)],
  [200, '/title/text', (n) => kit.video({ title: plain(n) })],
  [2000, '/alt_text', (n) => kit.video({ alt_text: text(n) })],
  [200, '/description/text', (n) => kit.video({ description: plain(n) })],
  [50, '/author_name', (n) => kit.video({ author_name: text(n) })],
  [50, '/provider_name', (n) => kit.video({ provider_name: text(n) })],
  [3000, '/video_url', (n) => kit.video({ video_url: kit.url(n) })],
];

const items: Limit[] = [
  [10, '/fields', (n) => kit.section({ fields: many(n, () => plain(1)) })],
  [10, '/elements', (n) => context(...many(n, () => plain(1)))],
  [25, '/elements', (n) => kit.actions(...buttons(n))],
  [100, '/accessory/options', (n) => chosen('static_select', n)],
  [100, '/accessory/option_groups', (n) => groups(kit.groups(n))],
  [100, '/accessory/option_groups/0/options', (n) => ofGroup({ options: kit.options(n) })],
  [100, '/accessory/options', (n) => chosen('multi_static_select', n)],
  [5, '/accessory/options', (n) => chosen('overflow', n)],
  [10, '/accessory/options', (n) => chosen('checkboxes', n)],
  [10, '/accessory/options', (n) => chosen('radio_buttons', n)],
  [100, '/rows', (n) => kit.table(n, 1)],
  [20, '/rows/0', (n) => kit.table(1, n)],
  [20, '/column_settings', (n) => kit.table(1, 1, { column_settings: many(n, () => ({ align: 'left' })) })],
];

const numbers: Limit[] = [
  [3000, '/element/max_length', (n) => typed({ max_length: n }), 'modal'],
  [3000, '/element/min_length', (n) => typed({ min_length: n }), 'modal'],
  [8, '/elements/0/indent', (n) => kit.rich(list(n))],
  [1, '/elements/0/border', (n) => kit.rich({ type: 'rich_text_quote', border: n, elements: [] })],
];

const units = {
  characters: [characters, (most: number) => `must be less than ${most + 1} characters`],
  items: [items, (most: number) => `no more than ${most} items allowed`],
  numbers: [numbers, (most: number) => `must be less than or equal to ${most}`],
} as const;

const cases = Object.values(units).flatMap(([limits, words]) =>
  limits.map(([most, pointer, block, on = 'message']) => {
    const types = [...JSON.stringify(block(1)).matchAll(/"type":"(\w+)"/g)].map(([, type]) => type);
    return { what: [...new Set(types)].join(' '), pointer, most, on, block, words: words(most) };
  }),
);

test.each(cases)('$what $pointer: $most are taken, one more is not', async ({ most, pointer, block, on, words }) => {
  expect(await show(slack, on, [block(most)])).toMatchObject({ ok: true });
  const [error, at] = on === 'message' ? ['invalid_blocks', '/blocks/0'] : ['invalid_arguments', '/view/blocks/0'];
  expect(await show(slack, on, [block(most + 1)])).toMatchObject({
    ...{ ok: false, error },
    response_metadata: { messages: [`[ERROR] ${words} [json-pointer:${at}${pointer}]`] },
  });
});

type ViewLimit = [field: string, most: number, on: Surface, value: (size: number) => unknown, pointer: string];
const viewLimits: ViewLimit[] = [
  ['title', 24, 'modal', plain, '/title/text'],
  ['submit', 24, 'modal', plain, '/submit/text'],
  ['close', 24, 'modal', plain, '/close/text'],
  ['callback_id', 255, 'modal', text, '/callback_id'],
  ['external_id', 255, 'modal', text, '/external_id'],
  ['private_metadata', 3000, 'modal', text, '/private_metadata'],
  ['private_metadata', 3000, 'home', text, '/private_metadata'],
];

test.each(viewLimits)(
  '%s: %i characters are taken in a %s, one more is not',
  async (field, most, on, value, pointer) => {
    expect(await show(slack, on, [kit.divider()], { [field]: value(most) })).toMatchObject({ ok: true });
    expect(await show(slack, on, [kit.divider()], { [field]: value(most + 1) })).toMatchObject({
      ...{ ok: false, error: 'invalid_arguments' },
      response_metadata: {
        messages: [`[ERROR] must be less than ${most + 1} characters [json-pointer:/view${pointer}]`],
      },
    });
  },
);

test.each([
  ['message', 50, '/blocks'],
  ['modal', 100, '/view/blocks'],
  ['home', 100, '/view/blocks'],
] as const)('a %s takes %i blocks and not one more', async (on, most, pointer) => {
  expect(
    await show(
      slack,
      on,
      many(most, () => kit.divider()),
    ),
  ).toMatchObject({ ok: true });
  expect(
    await show(
      slack,
      on,
      many(most + 1, () => kit.divider()),
    ),
  ).toMatchObject({
    ok: false,
    response_metadata: { messages: [`[ERROR] no more than ${most} items allowed [json-pointer:${pointer}]`] },
  });
});
