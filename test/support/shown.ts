import type { Answer, Person } from '../../playground/person.ts';

/** What a form's field starts with. */
export function initial({ view }: Answer, field: string): string {
  const block = view?.blocks.find((one) => one.block_id === field);
  return (block?.['element'] as { initial_value?: string } | undefined)?.initial_value ?? '';
}

interface Option {
  text: { text: string };
}

interface Select {
  type: string;
  options: Option[];
  initial_option?: Option;
}

/** What stands beside the inputs of the form that a person has open. */
export function inputLabels(person: Person): string[] | undefined {
  const inputs = person
    .modals()
    .at(-1)
    ?.blocks.filter((block) => block.type === 'input');
  return inputs?.map((block) => (block['label'] as { text: string }).text);
}

/** What the first select of the form that a person has open offers, and what it has chosen for them. */
export function offered(person: Person): { options: string[]; chosen: string | undefined } {
  const view = person.modals().at(-1);
  const elements = view?.blocks.map(({ element }) => element as Select | undefined);
  const select = elements?.find((element) => element?.type === 'static_select');
  const options = select?.options.map(({ text }) => text.text) ?? [];
  return { options, chosen: select?.initial_option?.text.text };
}

/** A message's text for notifications and screen readers, as Slack shows it. */
export function notification(text = ''): string {
  return text.replaceAll('\u2060', '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
