import { startPage } from './page-server.ts';
import { startSlack } from './slack.ts';

/** The simulated Slack with a page to try the bot in. */
export async function startPlayground({ port }: { port: number }) {
  const slack = await startSlack({ keepCalls: false });
  const page = await startPage(slack, port);
  return {
    url: page.url,
    credentials: { botToken: slack.botToken, signingSecret: slack.signingSecret, apiUrl: slack.apiUrl },
    deliverTo: slack.deliverTo,
    async stop() {
      await page.stop();
      await slack.stop();
    },
  };
}
