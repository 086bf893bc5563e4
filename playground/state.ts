import { randomBytes } from 'node:crypto';
import type { Block, View } from './blocks.ts';
import { createEntries, type Entries } from './entries.ts';
import type { Workspace } from './workspaces.ts';

export interface Message {
  ts: string;
  /** Of the message that it answers, in whose thread it stands. */
  threadTs?: string | undefined;
  /** An answer in a thread that stands in the channel as well. */
  alsoInChannel?: boolean | undefined;
  teamId: string;
  channelId: string;
  /** A person's id, the bot's, or Slackbot's. */
  authorId: string;
  text: string;
  blocks: Block[];
  /** What it carries. */
  files?: { id: string; name: string; text: string }[];
  /** What the app noted with it, for itself. */
  metadata?: unknown;
  /** Seen by this person alone, until they look elsewhere. */
  onlyFor?: string | undefined;
  /** Changed by the person who wrote it. */
  edited?: boolean | undefined;
}

interface Trigger {
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

/** What is kept over a restart. */
export interface Kept {
  counter: number;
  messages: Message[];
  homes: { user: string; view: View }[];
}

/** All that a simulated Slack holds. `clock` is what the time is there, in milliseconds. */
export function createState(workspaces: Workspace[], clock: () => number) {
  const messages = new Map<string, Message[]>();
  const modals = new Map<string, View[]>();
  const homes = new Map<string, View>();
  const entries = new Map<string, Entries>();
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
  const ofUser = <T>(all: Map<string, T>, user: string, make: () => T): T => {
    const found = all.get(user) ?? make();
    all.set(user, found);
    return found;
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
    /** The stack of open modals, the top one last. */
    modalsOf: (user: string): View[] => ofUser(modals, user, () => []),
    entriesOf: (user: string): Entries => ofUser(entries, user, createEntries),
    views(): { user: string; view: View }[] {
      const open = [...modals].flatMap(([user, views]) => views.map((view) => ({ user, view })));
      return [...open, ...[...homes].map(([user, view]) => ({ user, view }))];
    },
    workspaceOfToken: (token: string) => workspaces.find((workspace) => workspace.botToken === token),
    workspace: (teamId: string) => workspaces.find((workspace) => workspace.teamId === teamId) as Workspace,
    timestamp: () => `${Math.floor(clock() / 1000)}.${String(++counter % 1_000_000).padStart(6, '0')}`,
    post(message: Message) {
      ofUser(messages, message.channelId, () => []).push(message);
      changed();
    },
    message: (channelId: string, ts: string): Message | undefined =>
      messages.get(channelId)?.find((one) => one.ts === ts),
    remove({ channelId, ts }: Message) {
      const channel = messages.get(channelId) ?? [];
      const index = channel.findIndex((one) => one.ts === ts);
      if (index >= 0) channel.splice(index, 1);
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

    /** What a reload of Slack leaves: no modal, nothing half typed, and no message that only one person saw. */
    kept: (): Kept => ({
      counter,
      messages: [...messages.values()].flat().filter((one) => !one.onlyFor),
      homes: [...homes].map(([user, view]) => ({ user, view })),
    }),
    /** Puts this in place of all that is there. */
    keep(kept: Kept) {
      for (const map of [messages, modals, homes, entries, triggers, responseUrls]) map.clear();
      counter = kept.counter;
      for (const message of kept.messages) ofUser(messages, message.channelId, () => []).push(message);
      for (const { user, view } of kept.homes) homes.set(user, view);
      changed();
    },
  };
}

export type State = ReturnType<typeof createState>;

export const userKey = (teamId: string, userId: string) => `${teamId}:${userId}`;
export const directChannel = (userId: string) => `D${userId.slice(1)}`;
