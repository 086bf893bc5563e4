import type { BrowserContextOptions } from 'playwright-core';
import { startPage } from '../../playground/page-server.ts';
import { startBrowser } from './browser.ts';
import { paneOf } from './pane.ts';
import { startWorld, type World } from './world.ts';

/** The playground's page in a real browser, with Dibs behind it. `before` does what shall be done before it opens. */
export async function openDibs(before: (world: World) => Promise<unknown> = async () => undefined) {
  const world = await startWorld();
  const playground = await startPage(world.slack, { port: 0 });
  const browser = await startBrowser();
  await before(world);
  const open = async (options: BrowserContextOptions = {}) => {
    const page = await browser.open(playground.url, options);
    return { page, ada: paneOf(page, 'Ada Lovelace'), grace: paneOf(page, 'Grace Hopper') };
  };
  return {
    ...{ world, browser, open },
    async stop() {
      await browser.stop();
      await playground.stop();
      await world.stop();
    },
  };
}

export type DibsPage = Awaited<ReturnType<typeof openDibs>>;
