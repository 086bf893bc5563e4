import type { Locator, Page } from 'playwright-core';
import { startPage } from '../../../playground/page-server.ts';
import { startBrowser } from '../../support/browser.ts';
import { paneOf } from '../../support/pane.ts';
import { startFixture } from '../fixture-bot.ts';
import { call } from '../surfaces.ts';

const general = 'CT0ANALYTICGENERAL';

/** The page in a real browser, with the smallest bot behind it instead of Dibs: for what Dibs doesn't show. */
export async function openStage() {
  const fixture = await startFixture();
  let startOver = async () => {};
  let playground = await startPage(fixture.slack, { port: 0, startOver: () => startOver() });
  const browser = await startBrowser();
  const page: Page = await browser.open(playground.url);
  let count = 0;

  return {
    ...{ fixture, browser, page, url: playground.url },
    ada: paneOf(page, 'Ada Lovelace'),
    grace: paneOf(page, 'Grace Hopper'),

    api: (method: string, given: Record<string, unknown>) => call(fixture.slack, method, given),

    /** Posts blocks, with others of the message's fields, and finds the message in Ada's pane. */
    async post(blocks: unknown[], others: Record<string, unknown> = {}): Promise<Locator> {
      const mark = `Message ${++count}`;
      const context = { type: 'context', elements: [{ type: 'plain_text', text: mark }] };
      const given = { channel: general, text: mark, blocks: [...blocks, context], ...others };
      const result = await call(fixture.slack, 'chat.postMessage', given);
      if (!result.ok) throw new Error(JSON.stringify(result));
      return paneOf(page, 'Ada Lovelace').says(new RegExp(`${mark}$`));
    },

    /** The action that the bot is sent when a person does this. */
    async action(does: () => Promise<unknown>) {
      const { actions } = await fixture.told('block_actions', does);
      return actions[0];
    },

    /** What happens when somebody starts over. */
    startsOver(with_: typeof startOver) {
      startOver = with_;
    },

    /** Stops the page's server, does something, and starts it again at the same address, as a new `npm start` would. */
    async restartPage(between: () => Promise<unknown>) {
      const port = Number(new URL(playground.url).port);
      await playground.stop();
      await between();
      playground = await startPage(fixture.slack, { port });
    },

    async stop() {
      await browser.stop();
      await playground.stop();
      await fixture.stop();
    },
  };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;
