import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { type DibsPage, openDibs } from '../../support/dibs-page.ts';

let dibs: DibsPage;
beforeAll(async () => {
  dibs = await openDibs(async (world) => {
    const ada = await world.member('ada');
    const grace = await world.member('grace');
    await world.group(ada, grace);
    await world.project(ada, grace);
    await ada.command('/task add WEB Fix the login page');
    await ada.command('/task add WEB Write the release notes');
    await grace.command('/task claim WEB-2');
    ada.say('Who looks at the *login*? <https://example.com|See there>');
  });
});
afterAll(() => dibs?.stop());

/** What axe finds serious or critical, in words. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help}: ${nodes.map(({ html, failureSummary }) => html + failureSummary).join('\n')}`,
    );
}

describe.each(['light', 'dark'] as const)('axe finds nothing serious, %s', (colorScheme) => {
  let page: Page;
  let ada: Awaited<ReturnType<DibsPage['open']>>['ada'];
  let grace: typeof ada;
  beforeAll(async () => {
    ({ page, ada, grace } = await dibs.open({ colorScheme, reducedMotion: 'reduce' }));
  });
  afterAll(() => page.context().close());

  test('in a channel, with messages, completions and a menu', async () => {
    await ada.send('/task WEB-1');
    await ada.says('Fix the login page');
    await grace.box.fill('/');
    await page.getByRole('option').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await grace.box.fill('');
    await ada.node.getByRole('button', { name: 'More actions' }).last().click();
    await page.getByRole('menu').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  test('in a modal, also with refusals and an open select', async () => {
    await ada.send('/task add');
    await ada.dialog.getByLabel('Title').waitFor();
    expect(await findings(page)).toEqual([]);
    await ada.dialog.getByRole('button', { name: 'Create' }).click();
    await ada.dialog.locator('.error:visible').waitFor();
    await ada.dialog.getByLabel('Project').click();
    await page.getByRole('option').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await ada.closed();
  });

  test('in Home, and with the Inspector', async () => {
    await ada.go('Home');
    await ada.node.getByRole('button', { name: 'Claim' }).first().waitFor();
    await grace.go('Messages');
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Inspector', exact: true }).click();
    await page.getByRole('complementary').getByRole('listitem').first().locator('summary').click();
    expect(await findings(page)).toEqual([]);
  });
});
