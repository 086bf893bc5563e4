import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** What Slack knows of the app: how its commands and shortcuts are offered, and which events it hears. */
export interface Manifest {
  appName: string;
  /** `verbs`: the words that the usage hint begins its alternatives with. */
  commands: { command: string; usageHint: string; description: string; verbs: string[] }[];
  shortcuts: { callbackId: string; name: string; description: string; type: 'global' | 'message' }[];
  events: string[];
  /** Whether people may write to the app, in its Messages. */
  hearsPeople: boolean;
  /** What a workspace lets the app do. */
  scopes: string[];
}

const text = z.string().default('');
const file = z.object({
  display_information: z.object({ name: z.string() }),
  features: z.object({
    app_home: z.object({ messages_tab_read_only_enabled: z.boolean().default(false) }).optional(),
    shortcuts: z
      .array(z.object({ name: text, type: z.enum(['global', 'message']), callback_id: z.string(), description: text }))
      .default([]),
    slash_commands: z.array(z.object({ command: z.string(), description: text, usage_hint: text })).default([]),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }).optional(),
  settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }).optional() }),
});

/** Reads an app's manifest; by default the one of the repository in whose root the process runs. */
export function readManifest(path = resolve('manifest.yml')): Manifest {
  const { display_information, features, oauth_config, settings } = file.parse(parse(readFileSync(path, 'utf8')));
  return {
    appName: display_information.name,
    commands: features.slash_commands.map(({ command, description, usage_hint: usageHint }) => ({
      ...{ command, usageHint, description },
      verbs: verbsOf(usageHint),
    })),
    shortcuts: features.shortcuts.map(({ callback_id: callbackId, ...shortcut }) => ({ callbackId, ...shortcut })),
    events: settings.event_subscriptions?.bot_events ?? [],
    hearsPeople: !features.app_home?.messages_tab_read_only_enabled,
    scopes: oauth_config?.scopes.bot ?? [],
  };
}

function verbsOf(usageHint: string): string[] {
  const firsts = usageHint.split('|').map((alternative) => alternative.trim().split(/\s/)[0] ?? '');
  return [...new Set(firsts.filter((word) => /^[a-z][a-z-]*$/.test(word)))];
}
