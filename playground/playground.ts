import { startSlack } from './slack.ts';

/** The simulated Slack with a page to try the bot in. */
export async function startPlayground({ port }: { port: number }) {
  const slack = await startSlack({ keepCalls: false });
  return {
    url: `http://localhost:${port}`,
    credentials: { botToken: slack.botToken, signingSecret: slack.signingSecret, apiUrl: slack.apiUrl },
    deliverTo: slack.deliverTo,
    stop: slack.stop,
  };
}
