import type { Person } from '../../playground/person.ts';
import { openPageStage, type PageStage, type PurposeCase, purposeCases } from './purposes.ts';

/** Each thing that takes a password, on the bot's own page, in each way that it can go. */
let stage: PageStage;
beforeAll(async () => {
  stage = await openPageStage();
});
afterAll(() => stage.world.stop());

const count = (kind: string) => stage.world.count('activities', { kind });

describe.each(purposeCases)('$purpose', (one: PurposeCase) => {
  let person: Person;
  let right: Record<string, string>;
  let link: string;
  beforeEach(async () => {
    ({ person, right } = await one.begin(stage));
    link = await stage.ask(person, one.command);
  });
  const happened = () => one.happened(stage, person);

  test('right: done, and Slack says so where the link stood', async () => {
    const page = await stage.page(link);
    expect(page.status).toBe(200);
    const done = await page.submit(right);
    expect([done.status, done.title]).toEqual([200, 'Done']);
    expect(done.text).toMatch(/Go back to Slack/);
    await stage.told(person, one.said);
    expect(person.directMessages()).toEqual([]);
    expect(await happened()).toBe(true);
  });

  test('wrong fields: each complaint at its field, what was typed stays but for passwords, and the link is good still', async () => {
    const { values, at } = one.wrongField;
    const refused = await (await stage.page(link)).submit({ ...right, ...values });
    expect(refused.status).toBe(422);
    expect(refused.inputs[at]?.error).toBeTruthy();
    for (const [label, { type, value }] of Object.entries(refused.inputs))
      if (type === 'password') expect(value).toBe('');
      else if (label in right) expect(value).toBe({ ...right, ...values }[label]);
    expect(await happened()).toBe(false);
    expect((await refused.submit(right)).title).toBe('Done');
    expect(await happened()).toBe(true);
  });

  test('wrong password: said at its field, and the link is good still', async () => {
    const wrong = one.wrongPassword ?? { values: { 'Confirm password': 'Something-else-9' }, at: 'Confirm password' };
    const refused = await (await stage.page(link)).submit({ ...right, ...wrong.values });
    expect(refused.status).toBe(422);
    expect(refused.inputs[wrong.at]?.error).toMatch(/belong together|isn't your current password|aren't the same/);
    expect(await happened()).toBe(false);
    expect((await refused.submit(right)).title).toBe('Done');
  });

  test('expired after ten minutes, also between looking and sending', async () => {
    const page = await stage.page(link);
    stage.forward(10 * 60_000 - 5000);
    expect((await stage.page(link)).status).toBe(200);
    stage.forward(5001);
    for (const late of [await stage.page(link), await page.submit(right)]) {
      expect(late.status).toBe(410);
      expect(late.text).toMatch(/expired.*Ask for a new one in Slack/);
      expect(late.inputs).toEqual({});
    }
    expect(await happened()).toBe(false);
  });

  test('used: neither shown nor done again', async () => {
    const page = await stage.page(link);
    const another = await stage.page(link);
    await page.submit(right);
    for (const again of [await stage.page(link), await another.submit(right)]) {
      expect(again.status).toBe(410);
      expect(again.text).toMatch(/was used|have an account already|aren't signed in/);
    }
  });

  test('sent at once from two showings, on two processes: one is done, the other is told so', async () => {
    const pages = await Promise.all([stage.page(link, 0), stage.page(link, 1)]);
    const answers = await Promise.all(pages.map((page) => page.submit(right)));
    expect(answers.filter(({ title }) => title === 'Done')).toHaveLength(1);
    expect(await happened()).toBe(true);
  });

  test('a newer link voids the older', async () => {
    const page = await stage.page(link);
    person.close();
    const newer = await stage.ask(person, one.command);
    for (const older of [await stage.page(link), await page.submit(right)]) {
      expect(older.status).toBe(410);
      expect(older.text).toMatch(/newer one took its place/);
    }
    expect(await happened()).toBe(false);
    expect((await (await stage.page(newer)).submit(right)).title).toBe('Done');
  });

  test("another's link acts for whom it was made, and says so; the other's account stays as it is", async () => {
    const other = await stage.member();
    const before = (await other.command('/account')).text;
    const page = await stage.page(link);
    expect(page.text).toContain(`${person.name})`);
    await page.submit({ ...right, ...(page.inputs['Username']?.readonly ? { Username: other.name } : {}) });
    expect(await happened()).toBe(true);
    expect((await other.command('/account')).text).toBe(before);
  });

  test('sent twice at once, on two processes: one effect, and Done both times', async () => {
    const page = await stage.page(link);
    const kinds = ['account.created', 'account.edited', 'account.deleted'];
    const before = await Promise.all(kinds.map(count));
    const urls = stage.world.urls.map((url) => new URL(new URL(link).pathname, url).href);
    const answers = await Promise.all([...urls, ...urls].map((url) => page.submit(right, url)));
    answers.push(await page.submit(right, urls[0]));
    expect(answers.map(({ status, title }) => `${status} ${title}`)).toEqual(Array(5).fill('200 Done'));
    const after = await Promise.all(kinds.map(count));
    const expected = { 'sign-up': 'account.created', edit: 'account.edited', delete: 'account.deleted' }[one.purpose];
    expect(after).toEqual(before.map((was, index) => was + (kinds[index] === expected ? 1 : 0)));
    await stage.told(person, one.said);
    expect(await happened()).toBe(true);
    expect(await stage.world.count('outbox', {})).toBe(0);
  });
});
