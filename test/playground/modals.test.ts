import { type Fixture, startFixture } from './fixture-bot.ts';
import { divider, element, input, plain } from './samples.ts';
import { call, triggerOf } from './surfaces.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.stop());

const modal = (callback_id: string, others: Record<string, unknown> = {}) => ({
  ...{ type: 'modal', callback_id, title: plain(1), submit: plain(1), blocks: [divider()] },
  ...others,
});
const field = (block_id: string, others: Record<string, unknown> = {}) =>
  input(element('plain_text_input', others), { block_id, label: { type: 'plain_text', text: block_id } });

const show = (method: 'views.open' | 'views.push', view: unknown) =>
  call(fixture.slack, method, { trigger_id: triggerOf(fixture.slack), view });
const open = () => fixture.ada.modals().map((view) => view.callback_id);

describe('the stack', () => {
  test('takes three and no fourth, each with its root and the one below', async () => {
    const { view: first } = (await show('views.open', modal('1'))) as unknown as { view: { id: string } };
    await show('views.push', modal('2'));
    expect(await show('views.push', modal('3'))).toMatchObject({ ok: true });
    expect(await show('views.push', modal('4'))).toMatchObject({ ok: false, error: 'push_limit_reached' });
    expect(open()).toEqual(['1', '2', '3']);
    const [, second, third] = fixture.ada.modals();
    expect(third).toMatchObject({ root_view_id: first.id, previous_view_id: second?.id });
  });

  test('begins anew with views.open', async () => {
    await show('views.open', modal('1'));
    await show('views.push', modal('2'));
    await show('views.open', modal('3'));
    expect(open()).toEqual(['3']);
  });

  test('a trigger is used once, within three seconds', async () => {
    const trigger_id = triggerOf(fixture.slack);
    const given = { trigger_id, view: modal('1') };
    await call(fixture.slack, 'views.open', given);
    expect(await call(fixture.slack, 'views.open', given)).toMatchObject({ error: 'exchanged_trigger_id' });
    const late = triggerOf(fixture.slack);
    const trigger = fixture.slack.state.triggers.get(late);
    if (trigger) trigger.at -= 3001;
    expect(await call(fixture.slack, 'views.open', { ...given, trigger_id: late })).toMatchObject({
      error: 'expired_trigger_id',
    });
  });
});

describe('views.update', () => {
  test('by id or external id, and only from the state that the bot knows', async () => {
    const opened = (await show('views.open', modal('1', { external_id: 'mine' }))) as never;
    const { id: view_id, hash } = (opened as { view: { id: string; hash: string } }).view;
    const update = (given: Record<string, unknown>) => call(fixture.slack, 'views.update', given);
    expect(await update({ view_id, hash, view: modal('2', { external_id: 'mine' }) })).toMatchObject({ ok: true });
    expect(await update({ view_id, hash, view: modal('3') })).toMatchObject({ error: 'hash_conflict' });
    expect(await update({ external_id: 'mine', view: modal('4') })).toMatchObject({ ok: true });
    expect(await update({ view_id: 'V0', view: modal('5') })).toMatchObject({ error: 'not_found' });
    expect(open()).toEqual(['4']);
  });

  test('keeps what was typed where block and element stay the same', async () => {
    await show('views.open', modal('1', { blocks: [field('Name'), field('Other')] }));
    await fixture.ada.fill({ Name: 'Ada', Other: 'x' });
    const [view] = fixture.ada.modals();
    const blocks = [field('Name'), field('New', { initial_value: 'y' })];
    await call(fixture.slack, 'views.update', { view_id: view?.id, view: modal('2', { blocks }) });
    await fixture.ada.submit();
    const { values } = fixture.last('view_submission').payload.view.state;
    expect(values).toMatchObject({ Name: { chosen: { value: 'Ada' } }, New: { chosen: { value: 'y' } } });
  });
});

describe('what a submission is answered', () => {
  beforeEach(async () => {
    await show('views.open', modal('1'));
    await show('views.push', modal('2', { blocks: [field('Name'), field('Other')] }));
  });
  const submit = (body?: unknown) => {
    fixture.answers(({ type }) => (type === 'view_submission' ? { body } : undefined));
    return fixture.ada.submit({ Name: 'Ada' });
  };

  test('nothing: this one closes, and the one below is there again', async () => {
    expect((await submit()).kind).toBe('closed');
    expect(open()).toEqual(['1']);
  });
  test('push', async () => {
    expect((await submit({ response_action: 'push', view: modal('3') })).kind).toBe('modal');
    expect(open()).toEqual(['1', '2', '3']);
  });
  test('update', async () => {
    await submit({ response_action: 'update', view: modal('3') });
    expect(open()).toEqual(['1', '3']);
  });
  test('clear', async () => {
    await submit({ response_action: 'clear' });
    expect(open()).toEqual([]);
  });
  test('errors, at their fields, and what was typed stays', async () => {
    const answer = await submit({ response_action: 'errors', errors: { Name: 'Another one, please.' } });
    expect(answer).toMatchObject({
      kind: 'errors',
      errors: { Name: 'Another one, please.' },
      fieldErrors: { Name: 'Another one, please.' },
    });
    await fixture.ada.submit();
    expect(fixture.last('view_submission').payload.view.state.values.Name.chosen.value).toBe('Ada');
  });
  test.each([
    [{ response_action: 'errors', errors: { Nobody: 'x' } }, /no input Nobody/],
    [{ response_action: 'push', view: modal('3', { title: plain(25) }) }, /must be less than 25 characters/],
  ])('what Slack would not show: %j', async (body, why) => {
    const answer = await submit(body);
    expect(answer.kind).toBe('failed');
    expect(answer.text).toMatch(why);
    expect(open()).toEqual(['1', '2']);
  });
});

describe('closing', () => {
  beforeEach(async () => {
    await show('views.open', modal('1', { notify_on_close: true }));
    await show('views.push', modal('2', { notify_on_close: true, private_metadata: 'm' }));
    await show('views.push', modal('3'));
  });

  test('the one on top, which asks for no notice; then one that does', async () => {
    fixture.ada.close();
    fixture.ada.close();
    expect(open()).toEqual(['1']);
    const { payload } = await fixture.hears('view_closed');
    expect(payload).toMatchObject({ is_cleared: false, view: { callback_id: '2', private_metadata: 'm' } });
    expect(fixture.heard.filter(({ type }) => type === 'view_closed')).toHaveLength(1);
  });
  test('all at once tells of each, from the top', async () => {
    fixture.ada.close({ all: true });
    expect(open()).toEqual([]);
    await fixture.hears('view_closed', 2);
    const told = fixture.heard.map(({ payload }) => [payload.view.callback_id, payload.is_cleared]);
    expect(told.sort()).toEqual([
      ['1', true],
      ['2', true],
    ]);
  });
  test('clear_on_close closes all', async () => {
    fixture.ada.close();
    await show('views.push', modal('4', { clear_on_close: true, notify_on_close: true }));
    fixture.ada.close();
    expect(open()).toEqual([]);
    expect((await fixture.hears('view_closed')).payload.is_cleared).toBe(true);
  });
});
