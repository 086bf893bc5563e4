import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.stop());

const question = () => stage.page.getByRole('alertdialog', { name: 'Start over?' });
const ask = () => stage.page.getByRole('button', { name: 'Start over' }).click();

test('starting over is asked first, and begins with an empty page', async () => {
  const { page, ada, fixture } = stage;
  let times = 0;
  stage.startsOver(async () => {
    times++;
    fixture.slack.state.keep({ counter: 0, messages: [], homes: [] });
  });
  await ada.send('Soon gone');
  await ada.says('Soon gone');
  await ask();
  await question().getByRole('button', { name: 'Cancel' }).click();
  expect(times).toBe(0);
  await ask();
  await page.keyboard.press('Escape');
  await question().waitFor({ state: 'detached' });
  expect(times).toBe(0);
  await ask();
  const loaded = page.waitForEvent('load');
  await question().getByRole('button', { name: 'Start over' }).click();
  await loaded;
  await ada.box.waitFor();
  expect(await ada.node.getByText('Soon gone').count()).toBe(0);
  expect(times).toBe(1);
});

test('where it can not start over, it says so', async () => {
  stage.startsOver(() => Promise.reject(new Error('Your own MongoDB is not emptied.')));
  await ask();
  await question().getByRole('button', { name: 'Start over' }).click();
  await stage.page.getByRole('status').getByText('Your own MongoDB is not emptied.').waitFor();
});

test('it waits while the playground is away, keeps what could not be sent, and goes on when it is back', async () => {
  const { page, ada } = stage;
  await stage.restartPage(async () => {
    await page.getByRole('status').getByText('The playground has stopped').waitFor();
    await ada.send('Not lost');
    await ada.node.getByRole('alert').getByText('The playground did not answer').waitFor();
    expect(await ada.box.inputValue()).toBe('Not lost');
  });
  await page.waitForEvent('load');
  await ada.send('Back again');
  await stage.grace.says('Back again');
});
