import type { Purpose } from '../domain/password-link.ts';
import { type Html, html, sentence } from './html.ts';

interface Field {
  name: string;
  /** C5: the same words as in Slack's form. */
  label: string;
  /** For password managers. */
  autocomplete: string;
  type?: 'email' | 'password';
  hint?: string;
  /** Not to be written with a capital. */
  asItIs?: boolean;
  readonly?: boolean;
}

const firstName: Field = { name: 'firstName', label: 'First name', autocomplete: 'given-name' };
const surname: Field = { name: 'surname', label: 'Surname', autocomplete: 'family-name' };
const email: Field = { name: 'email', label: 'Email', autocomplete: 'email', type: 'email', asItIs: true };
const username: Field = { name: 'username', label: 'Username', autocomplete: 'username', asItIs: true };
/** Whose password it is: password managers look for it beside the password. */
const ownUsername: Field = { ...username, readonly: true };
const masked = { type: 'password' } as const;
const newPassword: Field[] = [
  {
    ...masked,
    name: 'password',
    label: 'Password',
    autocomplete: 'new-password',
    hint: '8 to 72 characters with a lower-case letter, an upper-case letter, a digit and a symbol.',
  },
  { ...masked, name: 'confirmPassword', label: 'Confirm password', autocomplete: 'new-password' },
];
const currentPassword: Field = {
  ...masked,
  name: 'currentPassword',
  label: 'Current password',
  autocomplete: 'current-password',
};

interface Form {
  title: string;
  intro: string;
  fields: Field[];
  submit: string;
  danger?: boolean;
}

/** The form of each purpose; what is typed is checked by the domain's schema of the same name. */
const forms: Record<Purpose, Form> = {
  'sign-up': {
    title: 'Sign up',
    intro: 'Makes your account, and signs you in to it in Slack.',
    fields: [firstName, surname, email, username, ...newPassword],
    submit: 'Sign up',
  },
  'sign-in': {
    title: 'Sign in',
    intro: 'Signs you in to your account in Slack.',
    fields: [username, { ...masked, name: 'password', label: 'Password', autocomplete: 'current-password' }],
    submit: 'Sign in',
  },
  edit: {
    title: 'Edit account',
    intro: 'Changes your details. Your current password confirms that it is you.',
    fields: [firstName, surname, email, username, currentPassword],
    submit: 'Save',
  },
  password: {
    title: 'Change password',
    intro: 'Your current password confirms that it is you.',
    fields: [ownUsername, currentPassword, ...newPassword],
    submit: 'Save',
  },
  delete: {
    title: 'Delete account',
    intro: `Your claimed tasks become open again, and where your name stood the record says "a former member". This can't be undone.`,
    fields: [ownUsername, currentPassword],
    submit: 'Delete',
    danger: true,
  },
};

/** What is wrong with what was typed: each complaint at its field, or one above them all. */
export interface Complaints {
  fields: Record<string, string>;
  above?: string | undefined;
}

export const fieldNames = (purpose: Purpose) => forms[purpose].fields.map(({ name }) => name);
export const formTitle = (purpose: Purpose) => forms[purpose].title;

/** What was typed is shown again, but for passwords. `showing` tells one showing of the form from another (S3). */
export function passwordForm(
  purpose: Purpose,
  whom: string,
  typed: Record<string, string>,
  complaints: Complaints,
  showing: string,
): Html {
  const { intro, fields, submit, danger } = forms[purpose];
  const { fields: wrong, above } = complaints;
  const first = fields.find(({ name }) => name in wrong) ?? fields.find(({ readonly }) => !readonly);

  function drawn(field: Field): Html {
    const { name, label, autocomplete, type = 'text', hint, asItIs, readonly } = field;
    const complaint = wrong[name];
    const about = [complaint && `${name}-wrong`, hint && `${name}-hint`].filter(Boolean).join(' ');
    const marks = [
      asItIs && html` autocapitalize="none" spellcheck="false"`,
      readonly && html` readonly`,
      complaint !== undefined && html` aria-invalid="true"`,
      about !== '' && html` aria-describedby="${about}"`,
      type !== 'password' && html` value="${typed[name] ?? ''}"`,
      name === first?.name && html` autofocus`,
    ].filter((mark) => mark !== false && mark !== undefined);
    return html`<label for="${name}">${label}</label>
${complaint !== undefined && html`<p class="wrong" id="${name}-wrong">${sentence(complaint)}</p>`}
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}"${marks}>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
`;
  }

  return html`<p>${intro}</p>
${above && html`<p class="wrong" role="alert">${sentence(above)}</p>`}
<form method="post" novalidate>
<input type="hidden" name="showing" value="${showing}">
<input type="hidden" name="purpose" value="${purpose}">
${fields.map(drawn)}
<button type="submit"${danger && html` class="danger"`}>${submit}</button>
</form>
<p class="note">${purpose === 'sign-in' ? html`This lets <strong>${whom}</strong> act as your account.` : html`For <strong>${whom}</strong>.`} If that isn't you, close this page and type nothing.</p>`;
}
