import type { Locator, Page } from 'playwright-core';
import { password } from './world.ts';

/** One of the page's panes, as the person who sits before it uses it. */
export function paneOf(page: Page, person: string) {
  const node = page.getByRole('region', { name: person });
  const box = node.getByRole('textbox', { name: /^Message|^Reply/ });
  const dialog = node.getByRole('dialog').last();

  return {
    node,
    box,
    dialog,
    /** Sends a message or a command. */
    async send(text: string) {
      await box.fill(text);
      await box.press('Enter');
    },
    /** The last message, once it says this. */
    async says(text: string | RegExp): Promise<Locator> {
      const message = node.getByRole('article').filter({ hasText: text }).last();
      await message.waitFor();
      return message;
    },
    go: (place: string) => node.getByRole('navigation').getByRole('button', { name: place }).click(),
    press: (label: string) => node.getByRole('button', { name: label, exact: true }).last().click(),
    /** Fills the fields of the form on top, by their labels, and submits it with the button of this label. */
    async submit(label: string, values: Record<string, string>) {
      for (const [field, value] of Object.entries(values)) await dialog.getByLabel(field, { exact: true }).fill(value);
      await dialog.getByRole('button', { name: label, exact: true }).click();
    },
    signUp(email: string) {
      return this.submit('Sign up', { Email: email, Password: password, 'Confirm password': password });
    },
    async closed() {
      await node.getByRole('dialog').first().waitFor({ state: 'detached' });
    },
  };
}
