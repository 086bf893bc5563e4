import { type SimulatedSlack, startSlack } from '../../playground/slack.ts';
import * as kit from './samples.ts';
import { divider, element, input, many, plain } from './samples.ts';
import { type Surface, show } from './surfaces.ts';

/** What each surface takes, and what must hold for a whole message or view. */
let slack: SimulatedSlack;
beforeAll(async () => {
  slack = await startSlack({ keepCalls: false });
});
afterAll(() => slack.stop());

const everywhere: Record<string, unknown> = {
  section: kit.section(),
  actions: kit.actions(
    kit.button(),
    element('datepicker'),
    element('overflow', { action_id: 'menu', options: kit.options(1) }),
  ),
  context: { type: 'context', elements: [kit.image(), plain(1)] },
  header: { type: 'header', text: plain(1) },
  divider: divider(),
  image: kit.image(),
  input: input(element('plain_text_input')),
  'rich text': kit.rich(kit.richSection({ type: 'user', user_id: 'U1' })),
  video: kit.video(),
};

test.each(Object.entries(everywhere))('every surface takes %s', async (_, block) => {
  for (const on of ['message', 'modal', 'home'] as const)
    expect(await show(slack, on, [block])).toMatchObject({ ok: true });
});

const somewhere: [what: string, block: unknown, on: Surface[], type: string][] = [
  ['markdown', kit.markdown(1), ['message'], 'markdown'],
  ['a table', kit.table(1, 1), ['message'], 'table'],
  ['a datetime picker', input(element('datetimepicker')), ['message', 'modal'], 'datetimepicker'],
  ['an email input', input(element('email_text_input')), ['modal'], 'email_text_input'],
  ['a url input', input(element('url_text_input')), ['modal'], 'url_text_input'],
  ['a number input', input(element('number_input', { is_decimal_allowed: false })), ['modal'], 'number_input'],
];

test.each(somewhere)('%s is not for every surface', async (_, block, taken, type) => {
  for (const on of ['message', 'modal', 'home'] as const) {
    const result = await show(slack, on, [block]);
    const said = expect.stringContaining(`unsupported type: ${type}`);
    expect(result).toMatchObject(taken.includes(on) ? { ok: true } : { response_metadata: { messages: [said] } });
  }
});

test.each([
  ['nothing at all', [], { text: '' }, 'no_text'],
  ['text of 40,001 characters', [], { text: kit.text(40_001) }, 'msg_too_long'],
  [
    '13,001 characters in all blocks',
    many(13, () => kit.section({ text: plain(1000) })).concat(kit.section()),
    {},
    'msg_blocks_too_long',
  ],
  ['two tables', [kit.table(1, 1), kit.table(1, 1)], {}, 'invalid_attachments'],
])('a message of %s is refused', async (_, blocks, others, error) => {
  expect(await show(slack, 'message', blocks, others)).toMatchObject({ ok: false, error });
});

test('a modal with an input needs submit, and no view is without blocks or over 250 kB', async () => {
  const blocks = [input(element('plain_text_input'))];
  expect(await show(slack, 'modal', blocks, { submit: undefined })).toMatchObject({
    response_metadata: { messages: ['[ERROR] missing required field: submit [json-pointer:/view]'] },
  });
  expect(await show(slack, 'home', [])).toMatchObject({ ok: false, error: 'invalid_arguments' });
  const large = many(100, () => kit.section({ text: plain(2600) }));
  expect(await show(slack, 'modal', large)).toMatchObject({ ok: false, error: 'view_too_large' });
});
