import { createHash, randomBytes } from 'node:crypto';
import type { Stores } from '../db/stores.ts';
import type { Actor, Delivery, Visitor } from '../domain/actor.ts';
import {
  doneSentences,
  linkMinutes,
  objectionToLink,
  type PasswordLink,
  type Profile,
  type Purpose,
  passwordForms,
} from '../domain/password-link.ts';
import { Refusal } from '../domain/refusal.ts';
import type { AccountService, Also } from './accounts.ts';
import type { Letters } from './letters.ts';
import { nameOf } from './people.ts';

/** 256 bits: nobody guesses one, and a plain hash of it gives nothing away. */
const tokenBytes = 32;

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** Where Slack didn't say who it is. */
export const somebody = 'the person in Slack who asked for it';

/** What a link leads to, for the page to show. */
export interface OpenLink {
  purpose: Purpose;
  /** Who asked for it, so that somebody else who was sent the link sees that it isn't theirs. */
  whom: string;
  /** What the form starts with, by field. */
  known: Record<string, string>;
}

/** Links to the bot's own page, beneath `publicUrl`, where passwords are typed masked. */
export function passwordLinkService(stores: Stores, accounts: AccountService, letters: Letters, publicUrl: string) {
  type Work = (who: never, form: never, also: Also) => Promise<void>;
  const works: Record<Purpose, Work> = {
    'sign-up': accounts.signUp,
    'sign-in': accounts.signIn,
    edit: accounts.edit,
    password: accounts.changePassword,
    delete: accounts.remove,
  };

  /** @throws Refusal where nothing can be done with it, for good */
  async function good(token: string, now: Date): Promise<PasswordLink> {
    const link = await stores.passwordLinks.find(hashOf(token));
    const objection = objectionToLink(link, now);
    if (!link || objection) throw new Refusal(`${objection} Ask for a new one in Slack.`);
    return link;
  }

  /** Who acts by the link: a Slack user without an account, or the very account that it was made for. */
  async function whoActs(link: PasswordLink, delivery: Delivery, now: Date): Promise<Visitor | Actor> {
    const { teamId, userId, installationId } = link;
    const visitor = { teamId, userId, installationId, delivery, now };
    const actor = await accounts.actorOf(visitor);
    if (actor && !link.accountId) throw new Refusal('You have an account already: `/account` in Slack shows it.');
    if (actor?.accountId !== link.accountId)
      throw new Refusal("You aren't signed in to that account any more. `/account sign-in` in Slack brings you back.");
    return actor ?? visitor;
  }

  async function knownTo(who: Visitor | Actor, link: PasswordLink): Promise<Record<string, string>> {
    if (!('accountId' in who)) {
      const { firstName = '', surname = '', username = '' } = link.profile ?? {};
      return link.purpose === 'sign-up' ? { firstName, surname, username } : {};
    }
    if (link.purpose !== 'edit') return { username: who.username };
    const { firstName, surname, email, username } = (await accounts.page(who)).account;
    return { firstName, surname, email, username };
  }

  const looking: Delivery = { key: '', deadline: 0 };

  return {
    /** Makes a link and voids the Slack user's earlier one for the same; `standsIn` is to be told where it is shown. */
    async issue(
      who: Visitor | Actor,
      purpose: Purpose,
      { profile, request }: { profile?: Profile | undefined; request?: string | undefined },
    ) {
      const token = randomBytes(tokenBytes).toString('base64url');
      const { teamId, userId, installationId, now, delivery } = who;
      const accountId = 'accountId' in who ? who.accountId : undefined;
      const expiresAt = new Date(now.getTime() + linkMinutes * 60_000);
      const link = { teamId, userId, installationId, purpose, accountId, profile, request, createdAt: now, expiresAt };
      // A link is nothing that the person asked for: who isn't shown it reads that nothing was done.
      await stores.deliveries.once({ ...delivery }, 'password-link', (change) =>
        stores.passwordLinks.issue({ ...link, tokenHash: hashOf(token) }, change),
      );
      return {
        url: `${publicUrl}/password/${token}`,
        standsIn: (where: Pick<PasswordLink, 'viewId' | 'home'>) => stores.passwordLinks.standsIn(hashOf(token), where),
      };
    },

    /** Looking uses nothing up. @throws Refusal where the link isn't good, or the person's account isn't what it was */
    async open(token: string, now: Date): Promise<OpenLink> {
      const link = await good(token, now);
      const who = await whoActs(link, looking, now);
      const { purpose, profile } = link;
      const whom = 'accountId' in who ? nameOf(who) : profile?.name ? `${profile.name} in Slack` : somebody;
      return { purpose, whom, known: await knownTo(who, link) };
    },

    /** What is sent with one showing of the form is one delivery, however often it arrives (S3). */
    delivery: (token: string, showing: string, deadline: number): Delivery => ({
      key: `page ${hashOf(token)} ${showing}`,
      deadline,
    }),

    /**
     * Does what the link is for, uses it up and lets Slack say so, all in one change.
     * @throws Refusal, ZodError, AlreadyDone; the link stays good then
     */
    async use(token: string, typed: Record<string, string>, delivery: Delivery, now: Date): Promise<void> {
      const link = await good(token, now);
      const { teamId, userId, purpose } = link;
      const who = await whoActs(link, delivery, now);
      const form = passwordForms[purpose].parse(typed);
      const sentence = (doneSentences[purpose] as (form: unknown) => string)(form);
      await works[purpose](who as never, form as never, async (change) => {
        const origin = await stores.passwordLinks.use(hashOf(token), now, change);
        if (!origin) throw new Refusal('This link was used just now. Ask for a new one in Slack.');
        await letters.write([{ teamId, userId, kind: 'done', sentence, link: origin }], now, change);
      });
    },
  };
}

export type PasswordLinkService = ReturnType<typeof passwordLinkService>;
