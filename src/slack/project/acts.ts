import type { Actor } from '../../domain/actor.ts';
import type { Services } from '../../services/services.ts';
import type { Outcome } from '../outcome.ts';
import { done, open } from '../replies.ts';
import type { Whom } from '../whom.ts';
import * as forms from './forms.ts';
import * as views from './views.ts';

const pageSize = 20;

export type Verb = 'join' | 'leave' | 'show' | 'members' | 'edit' | 'delete' | 'link';
export type PersonVerb = 'transfer' | 'remove';

/** What is done to a project that was named or chosen, and to a person in one, by verb. */
export function projectActs(projects: Services['projects']) {
  async function showMembers(actor: Actor, projectId: string, cursor?: string) {
    const { sheet, page } = await projects.members(actor, projectId, { size: pageSize, cursor });
    return views.members(sheet, page);
  }

  const acts: Record<Verb, (actor: Actor, projectId: string, channelId?: string) => Promise<Outcome>> = {
    join: async (actor, projectId) => {
      const sheet = await projects.join(actor, projectId);
      return done(`You are a member of ${sheet.project.key} now.`, views.card(sheet));
    },
    leave: async (actor, projectId) => {
      const { project, opened } = await projects.leave(actor, projectId);
      return done(`You left ${project.key}.${opened ? ' What you had claimed there is open again.' : ''}`);
    },
    show: async (actor, projectId) => views.shown(await projects.get(actor, projectId)),
    members: (actor, projectId) => showMembers(actor, projectId),
    edit: async (actor, projectId) =>
      open(forms.editModal((await projects.managed(actor, projectId, 'edit it')).project)),
    delete: async (actor, projectId) => open(forms.deleteModal(await projects.deletionCounts(actor, projectId))),
    link: async (actor, projectId, channelId = '') => {
      const { key } = await projects.link(actor, projectId, channelId);
      return done(`This channel is linked to ${key}: \`/task add TITLE\` puts tasks there.`);
    },
  };

  const actsOnPerson: Record<PersonVerb, (actor: Actor, projectId: string, whom: Whom) => Promise<Outcome>> = {
    transfer: async (actor, projectId, whom) => {
      const { project, to } = await projects.transfer(actor, projectId, whom);
      return done(`${to.firstName} ${to.surname} manages ${project.key} now.`);
    },
    remove: async (actor, projectId, whom) => {
      const { project, person } = await projects.removeMember(actor, projectId, whom);
      return done(`You removed ${person.firstName} ${person.surname} from ${project.key}.`);
    },
  };

  return { acts, actsOnPerson, showMembers };
}
