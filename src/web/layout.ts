import { createHash } from 'node:crypto';
import { type Html, html } from './html.ts';

const style = `
:root { color-scheme: light dark; --text: #1d1c1d; --quiet: #616061; --ground: #f8f8f8; --card: #fff; --line: #868686;
  --accent: #00664f; --on-accent: #fff; --wrong: #b3123f; }
@media (prefers-color-scheme: dark) { :root { --text: #e8e8e8; --quiet: #ababad; --ground: #1a1d21; --card: #222529;
  --line: #797c81; --accent: #4cc8a3; --on-accent: #10231d; --wrong: #ff8ba3; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 1.5rem 1rem; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 26rem; margin: 0 auto; padding: 1.5rem; background: var(--card); border-radius: .75rem;
  box-shadow: 0 1px 4px #0003; overflow-wrap: anywhere; }
h1 { margin: 0 0 .5rem; font-size: 1.4rem; line-height: 1.3; }
p { margin: 0 0 1rem; unicode-bidi: plaintext; }
label { display: block; margin-top: 1rem; font-weight: 600; }
input { display: block; width: 100%; margin-top: .25rem; padding: .6rem .7rem; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--line); border-radius: .4rem; }
input[readonly] { border-style: dashed; color: var(--quiet); }
input[aria-invalid] { border-color: var(--wrong); border-width: 2px; }
button { width: 100%; margin-top: 1.5rem; padding: .7rem; font: inherit; font-weight: 600; color: var(--on-accent);
  background: var(--accent); border: 1px solid var(--accent); border-radius: .4rem; cursor: pointer; }
button.danger { color: var(--wrong); background: none; border-color: var(--wrong); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.hint { margin: .25rem 0 0; font-size: .875rem; color: var(--quiet); }
.wrong { margin: .25rem 0 0; color: var(--wrong); }
.note { margin: 1.5rem 0 0; font-size: .875rem; color: var(--quiet); }
a { color: var(--accent); }
code { padding: 0 .2rem; font: .9em ui-monospace, Menlo, Consolas, monospace; background: var(--ground);
  border-radius: .2rem; }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** A page has its own style and nothing else: no script, no image, nothing from elsewhere, no frame around it. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What each page promises to browsers. Its address may hold a secret, so it is told to nobody. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': contentSecurityPolicy,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
};

export function page(title: string, content: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Dibs</title>
<style>${{ html: style }}</style>
</head>
<body><main><h1>${title}</h1>
${content}
</main></body>
</html>
`;
}
