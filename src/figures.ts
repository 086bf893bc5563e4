import type { InteractionOutcome } from './interaction.ts';

/** What a person used, as /metrics and the log name it; `name` comes from the bot's own tables, never from a person. */
export interface InteractionKind {
  kind: 'command' | 'button' | 'form' | 'shortcut' | 'suggestion' | 'event' | 'page' | 'other';
  name: string;
}

export type SlackCallOutcome = 'ok' | 'refused' | 'rate-limited' | 'failed';

/** Is told of what happens, and counts it. */
export interface Figures {
  interactionBegan(): void;
  /** One that began is over. */
  interactionEnded(what: InteractionKind & { outcome: InteractionOutcome; seconds: number }): void;
  slackCall(what: { method: string; outcome: SlackCallOutcome; seconds: number }): void;
}
