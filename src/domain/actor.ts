/** One delivery from Slack: its key makes its change happen once (S3), its deadline bounds the work (S4). */
export interface Delivery {
  key: string;
  /** Epoch milliseconds after which nothing may be committed any more, since the person was told so. */
  deadline: number;
  /** Set once a change of this delivery was sent to be kept: from then on nobody can say that nothing was saved. */
  sent?: boolean;
  /** Set once a change of this delivery was kept. */
  done?: boolean;
}

/** A Slack user is always the pair, taken from the payload. */
export interface SlackUser {
  teamId: string;
  userId: string;
}

/** Somebody who asks for something and may not have an account yet. */
export interface Visitor extends SlackUser {
  /** The installation that is asked, of a workspace or an organisation: in a shared channel not that of their own. */
  installationId: string;
  delivery: Delivery;
  now: Date;
}

/** Somebody with an account who asks for something; the first argument of every service function. */
export interface Actor extends Visitor {
  accountId: string;
  firstName: string;
  surname: string;
  username: string;
}

/** A person as others see them; undefined where the account is gone. */
export interface Person {
  id: string;
  firstName: string;
  surname: string;
  username: string;
}

/** "Ada Lovelace (ada)", or "a former member" where the account is gone (A6). */
export function personName(person: Person | undefined): string {
  return person ? `${person.firstName} ${person.surname} (${person.username})` : 'a former member';
}

export function slackUserKey(user: SlackUser): string {
  return `${user.teamId}:${user.userId}`;
}
