import { fillDemo, type Time } from './demo.ts';
import { installInBrowser } from './install.ts';
import type { OAuthClient } from './oauth.ts';
import { startPage } from './page-server.ts';
import { startSlack } from './slack.ts';
import { keepStateIn } from './state-file.ts';

interface Options {
  port: number;
  /** Where the workspaces are kept over restarts. */
  file: string;
  clock: () => number;
  /** Empties the playground and the bot's database, for the page's "Start over"; rejects with a sentence. */
  startOver: () => Promise<void>;
  /** Given: the workspaces begin without the app, and install it by OAuth. */
  oauth?: OAuthClient | undefined;
  /** Is told in a sentence what went wrong. */
  report: (line: string) => void;
}

/**
 * The simulated Slack with a page to try the bot in, as it was left.
 * @throws Error that names PORT where it is taken
 */
export async function startPlayground({ port, file, clock, startOver, oauth, report }: Options) {
  const slack = await startSlack({ keepCalls: false, clock, oauth });
  const kept = await keepStateIn(file, slack.state, report);
  const page = await startPage(slack, { port, startOver }).catch(async (error: NodeJS.ErrnoException) => {
    await kept.stop();
    await slack.stop();
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Error(`PORT: another program listens on ${port}. Set PORT to a free one.`);
  });
  const { botToken, botTokens, signingSecret, apiUrl, deliverTo } = slack;
  return {
    url: page.url,
    credentials: { botToken, botTokens, signingSecret, apiUrl },
    deliverTo,
    /** Installs the app in every workspace, by the way that an administrator goes. Returns the workspaces' names. */
    async install(installUrl: string): Promise<string[]> {
      for (const { teamId, name } of slack.state.workspaces) {
        const { status, page: told } = await installInBrowser(installUrl, teamId);
        if (status !== 200) throw new Error(`${name} could not install the app: ${status} ${told}`);
      }
      return slack.state.workspaces.map(({ name }) => name);
    },
    /** Forgets all messages, Homes and modals. */
    empty: () => slack.state.keep({ counter: 0, messages: [], homes: [] }),
    /** Fills it with a team, at times in the past that the bot takes from `at`. */
    fillDemo: ({ at, say }: Time & { say: (line: string) => void }) => fillDemo(slack, { at, say }),
    async stop() {
      await page.stop();
      await kept.stop();
      await slack.stop();
    },
  };
}
