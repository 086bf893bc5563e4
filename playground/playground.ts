import { startPage } from './page-server.ts';
import { startSlack } from './slack.ts';

interface Options {
  port: number;
  /** Empties everything, for the page's "Start over". */
  startOver?: () => Promise<void>;
}

/** The simulated Slack with a page to try the bot in. */
export async function startPlayground({ port, startOver }: Options) {
  const slack = await startSlack({ keepCalls: false });
  const page = await startPage(slack, { port, ...(startOver ? { startOver } : {}) });
  const { botToken, botTokens, signingSecret, apiUrl } = slack;
  return {
    url: page.url,
    slack,
    credentials: { botToken, botTokens, signingSecret, apiUrl },
    deliverTo: slack.deliverTo,
    async stop() {
      await page.stop();
      await slack.stop();
    },
  };
}
