import type { SlackUser } from '../domain/actor.ts';
import { type BackgroundCalls, Refused } from './background.ts';
import type { SlackCalls } from './calls.ts';

export interface Posted {
  teamId: string;
  channel: string;
  ts: string;
}

type Message = NonNullable<Awaited<ReturnType<SlackCalls['conversations']['history']>>['messages']>[number];

/** What an earlier try has posted is among the last, since what is sent to one person follows each other. */
const lookedThrough = 15;

/** The bot's conversations with one person each. Both @throw Undelivered. */
export function directMessages({ call }: BackgroundCalls) {
  async function open({ teamId, userId }: SlackUser): Promise<string> {
    const opened = await call(teamId, 'conversations.open', (client) => client.conversations.open({ users: userId }));
    return opened.channel?.id ?? '';
  }

  return {
    /** Its id. */
    open,

    /** What an earlier try has posted, if it has; and nothing where Slack will never let us look. */
    async posted(user: SlackUser, isIt: (message: Message) => boolean): Promise<Posted | undefined> {
      const { teamId } = user;
      const channel = await open(user);
      const options = { channel, include_all_metadata: true, limit: lookedThrough };
      const history = await call(teamId, 'conversations.history', (client) =>
        client.conversations.history(options),
      ).catch(unlessNeverToBeSeen);
      const found = history?.messages?.find(isIt);
      return found?.ts ? { teamId, channel, ts: found.ts } : undefined;
    },
  };
}

/** An installation from before the bot asked for im:history. */
const lookingForbidden = new Set(['missing_scope', 'no_permission', 'not_allowed_token_type', 'access_denied']);

/** Where no other look would tell more, a message twice is better than none. */
function unlessNeverToBeSeen(error: unknown): undefined {
  if (error instanceof Refused && (error.means.final || lookingForbidden.has(error.code))) return undefined;
  throw error;
}
