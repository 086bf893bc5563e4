import { randomBytes } from 'node:crypto';
import type { Block, View } from './blocks.ts';
import type { Workspace } from './workspaces.ts';

export interface Message {
  ts: string;
  teamId: string;
  channelId: string;
  /** A person's id, or the bot's. */
  authorId: string;
  text: string;
  blocks: Block[];
  /** What it carries. */
  files?: { name: string; text: string }[];
  /** Seen by this person alone. */
  onlyFor?: string | undefined;
}

export interface Trigger {
  teamId: string;
  userId: string;
  at: number;
  used: boolean;
}

export interface ResponseUrl {
  teamId: string;
  userId: string;
  channelId: string;
  at: number;
  uses: number;
  message?: Message | undefined;
}

/** Something the bot showed, under the keys by which whoever waits for it knows it. */
export type Shown = { message: Message } | { view: View };

/** All that a simulated Slack holds. */
export function createState(workspaces: Workspace[], clock: () => number) {
  const messages = new Map<string, Message[]>();
  const modals = new Map<string, View[]>();
  const homes = new Map<string, View>();
  const triggers = new Map<string, Trigger>();
  const responseUrls = new Map<string, ResponseUrl>();
  const awaited = new Map<string, (shown: Shown) => void>();
  const listeners = new Set<() => void>();
  let counter = 0;

  const unique = (prefix: string) =>
    `${prefix}${(++counter).toString(36).toUpperCase()}${randomBytes(4).toString('hex').toUpperCase()}`;
  const changed = () => {
    for (const listener of [...listeners]) listener();
  };

  return {
    workspaces,
    messages,
    homes,
    triggers,
    responseUrls,
    clock,
    unique,
    changed,
    modalsOf(user: string): View[] {
      const open = modals.get(user) ?? [];
      modals.set(user, open);
      return open;
    },
    findView(viewId: string): { user: string; view: View } | undefined {
      for (const [user, views] of [...modals, ...[...homes].map(([user, view]) => [user, [view]] as const)])
        for (const view of views) if (view.id === viewId) return { user, view };
      return undefined;
    },
    workspaceOfToken: (token: string) => workspaces.find((workspace) => workspace.botToken === token),
    workspace: (teamId: string) => workspaces.find((workspace) => workspace.teamId === teamId) as Workspace,
    timestamp: () => `${Math.floor(clock() / 1000)}.${String(++counter).padStart(6, '0')}`,
    post(message: Message) {
      const channel = messages.get(message.channelId) ?? [];
      messages.set(message.channelId, channel);
      channel.push(message);
      changed();
    },
    /** Tells whoever waits under one of these keys that this was shown. */
    show(keys: string[], shown: Shown) {
      for (const key of keys) awaited.get(key)?.(shown);
      changed();
    },
    await(keys: string[], tell: (shown: Shown) => void) {
      for (const key of keys) awaited.set(key, tell);
      return () => {
        for (const key of keys) if (awaited.get(key) === tell) awaited.delete(key);
      };
    },
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export type State = ReturnType<typeof createState>;

export const userKey = (teamId: string, userId: string) => `${teamId}:${userId}`;
export const directChannel = (userId: string) => `D${userId.slice(1)}`;
