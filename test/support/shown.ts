import type { Answer } from '../../playground/person.ts';

/** What a form's field starts with. */
export function initial({ view }: Answer, field: string): string {
  const block = view?.blocks.find((one) => one.block_id === field);
  return (block?.['element'] as { initial_value?: string } | undefined)?.initial_value ?? '';
}

/** A message's text for notifications and screen readers, as Slack shows it. */
export function notification(text = ''): string {
  return text.replaceAll('\u2060', '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
