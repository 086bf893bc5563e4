import type { View } from '../../playground/blocks.ts';

/** An input of the page, by its label. */
interface PageInput {
  name: string;
  type: string;
  autocomplete: string;
  value: string;
  readonly: boolean;
  /** The complaint that it is tied to, if it is marked as wrong. */
  error: string | undefined;
}

export interface PasswordPage {
  status: number;
  headers: Headers;
  html: string;
  title: string;
  /** What can be read on it. */
  text: string;
  inputs: Record<string, PageInput>;
  /** What filling it in and pressing its button sends. */
  filled(values: Record<string, string>): URLSearchParams;
  /** Sends it to the same address, as a form without an action does. */
  submit(values: Record<string, string>, to?: string): Promise<PasswordPage>;
}

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
const unescaped = (text: string) => text.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name] ?? '');
const readable = (html: string) =>
  unescaped(html.replace(/<(title|style)>.*?<\/\1>|<[^>]+>/gs, ' ')).replace(/\s+/g, ' ');
const attribute = (tag: string, name: string) => {
  const [, value] = new RegExp(`\\s${name}="([^"]*)"`).exec(tag) ?? [];
  return value === undefined ? undefined : unescaped(value);
};

/** The address that the modal's link leads to. */
export function linkIn(view: View | undefined): string {
  const [, url] = /"url":"([^"]+)"/.exec(JSON.stringify(view?.blocks ?? [])) ?? [];
  if (!url) throw new Error(`there is no link in ${JSON.stringify(view?.blocks)}`);
  return url;
}

/** The same path at the bot itself, which no proxy stands before in tests. */
export function atBot(link: string, botUrl: string): string {
  return new URL(new URL(link).pathname, botUrl).href;
}

export async function openPage(url: string, init: RequestInit = {}): Promise<PasswordPage> {
  const response = await fetch(url, { redirect: 'error', ...init });
  const html = await response.text();
  const inputs = inputsOf(html);
  const filled = (values: Record<string, string>) => {
    const form = new URLSearchParams();
    for (const [tag] of html.matchAll(/<input [^>]*>/g))
      form.set(attribute(tag, 'name') ?? '', attribute(tag, 'value') ?? '');
    for (const [label, value] of Object.entries(values)) {
      const input = inputs[label];
      if (!input) throw new Error(`the page has no ${label}, only ${Object.keys(inputs).join(', ')}`);
      form.set(input.name, value);
    }
    return form;
  };
  return {
    status: response.status,
    headers: response.headers,
    html,
    title: readable(/<h1>(.*?)<\/h1>/s.exec(html)?.[1] ?? ''),
    text: readable(html),
    inputs,
    filled,
    submit: (values, to = url) => openPage(to, { method: 'POST', body: filled(values) }),
  };
}

function inputsOf(html: string): Record<string, PageInput> {
  const labels = [...html.matchAll(/<label for="([^"]+)">([^<]*)<\/label>/g)];
  return Object.fromEntries(
    labels.map(([, id = '', label = '']) => {
      const [tag = ''] = new RegExp(`<input id="${id}"[^>]*>`).exec(html) ?? [];
      const about = (attribute(tag, 'aria-describedby') ?? '').split(' ');
      const complaint = about
        .map((one) => new RegExp(`<p class="wrong" id="${one}">(.*?)</p>`).exec(html)?.[1])
        .find((found) => found !== undefined);
      const input = {
        name: attribute(tag, 'name') ?? '',
        type: attribute(tag, 'type') ?? '',
        autocomplete: attribute(tag, 'autocomplete') ?? '',
        value: attribute(tag, 'value') ?? '',
        readonly: / readonly/.test(tag),
        error: / aria-invalid="true"/.test(tag) && complaint !== undefined ? readable(complaint) : undefined,
      };
      return [label, input];
    }),
  );
}
