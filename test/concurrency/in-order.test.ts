import { botsApart } from '../support/bots-apart.ts';
import { startWorld } from '../support/world.ts';

test('T6: what two processes do within one second stands in the history in its order', async () => {
  const world = await startWorld({ bots: 2, start: botsApart().start });
  try {
    const { ada } = await world.team();
    await ada.command('/task add WEB Passed to and fro');
    const [one, other] = world.urls as [string, string];
    for (let time = 0; time < 9; time++) {
      await ada.command('/task claim WEB-1', { url: one });
      await ada.command('/task drop WEB-1', { url: other });
    }
    await ada.command('/task WEB-1');
    const { text } = await ada.press('History');
    const toAndFro = Array.from({ length: 9 }, () => ['claimed', 'dropped']).flat();
    expect(text.match(/created|claimed|dropped/g)).toEqual(['created', ...toAndFro]);
  } finally {
    await world.stop();
  }
});
