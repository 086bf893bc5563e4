import { setTimeout as wait } from 'node:timers/promises';
import { testMongoUri } from '../support/mongo.ts';
import { startMongoProxy } from '../support/mongo-proxy.ts';
import { startWorld } from '../support/world.ts';

test('a change of what processes keep that is committed late, but in time, is told as made (S4)', async () => {
  let lateMilliseconds = 0;
  const proxy = await startMongoProxy(testMongoUri(), {
    async before(command) {
      if ('commitTransaction' in command) await wait(lateMilliseconds);
    },
  });
  const world = await startWorld({ mongodbUri: proxy.uri, keptMilliseconds: 1000 });
  try {
    const ada = await world.member('ada');
    lateMilliseconds = 1500;
    const asked = performance.now();
    expect((await ada.command('/account sign-out')).text).toMatch(/You are signed out/);
    expect(performance.now() - asked).toBeLessThan(2500);
    lateMilliseconds = 0;
    expect((await ada.command('/task')).text).toMatch(/Sign up, or sign in/);
  } finally {
    await world.stop();
    await proxy.stop();
  }
});
