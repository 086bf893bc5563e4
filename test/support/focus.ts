import type { Locator, Page } from 'playwright-core';

export const isFocused = async (what: Locator): Promise<boolean> =>
  (await what.and(what.page().locator(':focus')).count()) === 1;

/**
 * What has the focus: its words, the name by which the page finds it again, and the region that it is in. The expression
 * is a string, since the tests' types know no document.
 */
export function focused(page: Page): Promise<{ text: string; name: string | null; region: string | null }> {
  return page.evaluate(`(() => {
    const node = document.activeElement;
    const region = node.closest('[role=region], section, aside')?.ariaLabel ?? null;
    return { text: node.textContent.trim(), name: node.dataset.focus ?? null, region };
  })()`);
}
