import { randomBytes } from 'node:crypto';
import { purposes } from '../domain/password-link.ts';
import { AlreadyDone, Refusal } from '../domain/refusal.ts';
import { ends } from '../interaction.ts';
import type { Log } from '../log.ts';
import { explain, type Trouble } from '../services/explain.ts';
import { manyPeople } from '../services/hashing.ts';
import { type OpenLink, type PasswordLinkService, somebody } from '../services/password-links.ts';
import type { Services } from '../services/services.ts';
import { turns } from '../services/turns.ts';
import { type Html, html, sentence } from './html.ts';
import { page } from './layout.ts';
import { type Complaints, fieldNames, formTitle, passwordForm } from './password-forms.ts';

/** Somebody waits so long for their turn before they are asked to try again, and the work itself takes so long. */
const patienceMilliseconds = 30_000;
const workMilliseconds = 6000;

export interface Shown {
  status: number;
  content: Html;
}

interface Options {
  links: PasswordLinkService;
  seen: Services['seen'];
  clock: () => Date;
  log: Log;
}

const goBack = html`<p>Go back to Slack.</p>`;
const done: Shown = { status: 200, content: page('Done', goBack) };
const notice = (status: number, title: string, text: string): Shown => ({
  status,
  content: page(title, html`<p>${sentence(text)}</p>${goBack}`),
});

function sameForm(sent: URLSearchParams): OpenLink | undefined {
  const purpose = purposes.find((one) => one === sent.get('purpose'));
  return purpose && { purpose, whom: somebody, known: {} };
}

const newShowing = () => randomBytes(16).toString('hex');
const showingPattern = /^[0-9a-f]{32}$/;
const nothingWrong: Complaints = { fields: {} };

/** The pages that a password link leads to. */
export function passwordPages({ links, seen, clock, log }: Options) {
  /** One after another, as passwords are hashed: a crowd that arrives at once only waits. */
  const inTurn = turns(1);
  let stopping = false;

  function form(link: OpenLink, typed: Record<string, string>, complaints: Complaints, status: number): Shown {
    const { purpose, whom } = link;
    return {
      status,
      content: page(formTitle(purpose), passwordForm(purpose, whom, typed, complaints, newShowing())),
    };
  }

  /** A form that was refused keeps what was typed; a link that isn't good shows no form. */
  function refused(trouble: Trouble, status: number, link?: OpenLink, typed: Record<string, string> = {}): Shown {
    if (!link) return notice(status, "That can't be done", trouble.sentence);
    const names = fieldNames(link.purpose);
    const complaints = trouble.fields ?? (trouble.field ? { [trouble.field]: trouble.sentence } : {});
    const fields = Object.fromEntries(Object.entries(complaints).filter(([name]) => names.includes(name)));
    const above = Object.keys(fields).length === 0 ? trouble.sentence : undefined;
    return form(link, typed, { fields, above }, status);
  }

  const statusOf = (error: unknown, trouble: Trouble, otherwise: number) => {
    if (trouble.away) return 503;
    return error instanceof Refusal || trouble.fields ? otherwise : 500;
  };

  async function submit(token: string, sent: URLSearchParams, came: number): Promise<Shown> {
    const given = sent.get('showing') ?? '';
    const showing = showingPattern.test(given) ? given : newShowing();
    const delivery = links.delivery(token, showing, Date.now() + workMilliseconds);
    const typed = Object.fromEntries(sent);
    // Until the link could be looked up, the form is shown again as it was sent, so that nothing typed is lost.
    let link = sameForm(sent);
    try {
      if (Date.now() - came > patienceMilliseconds) throw new Refusal(manyPeople);
      link = await links.open(token, clock()).catch((error: unknown) => {
        if (error instanceof Refusal) link = undefined;
        throw error;
      });
      if (stopping) throw new Refusal('Dibs is restarting. Try again in a moment.');
      const blank = Object.fromEntries(fieldNames(link.purpose).map((name) => [name, '']));
      await links.use(token, { ...blank, ...typed }, delivery, clock());
      return done;
    } catch (error) {
      const repeated =
        error instanceof AlreadyDone || (error instanceof Refusal && (await seen(delivery).catch(() => false)));
      if (repeated) {
        ends('repeated');
        return done;
      }
      const trouble = explain(error, log);
      return refused(trouble, statusOf(error, trouble, link ? 422 : 410), link, typed);
    }
  }

  return {
    /** Looking at the form, however often and by whomever, changes nothing. */
    async show(token: string): Promise<Shown> {
      try {
        const link = await links.open(token, clock());
        return form(link, link.known, nothingWrong, 200);
      } catch (error) {
        const trouble = explain(error, log);
        return refused(trouble, statusOf(error, trouble, 410));
      }
    },

    submit(token: string, sent: URLSearchParams): Promise<Shown> {
      const came = Date.now();
      return inTurn(() => submit(token, sent, came));
    },

    /** Those who wait for their turn are asked to try again: another process, or the next one, will do it. */
    stop() {
      stopping = true;
    },
  };
}

export type PasswordPages = ReturnType<typeof passwordPages>;
