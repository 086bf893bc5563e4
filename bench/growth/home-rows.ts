import * as buttons from '../../src/slack/buttons.ts';
import * as home from '../../src/slack/home/views.ts';
import { openHome } from '../support/deliveries.ts';
import type { Row } from './row.ts';
import type { Stage } from './stage.ts';

/** App Home, at the largest project. */
export function homeRows({ byAsker, onTasks, pressInHome, world }: Stage): Row[] {
  const { project, openTasks } = world;
  const state = { projectId: project.id, status: 'open' as const };
  const middle = openTasks[Math.floor(openTasks.length / 2)] ?? '';
  const chosen = (id: string, value: unknown) => ({ action_id: id, value: JSON.stringify(value) });
  return [
    byAsker('event app_home_opened', '', (who) => openHome(who, 'Claimed by me')),
    byAsker('button home.project', '', (who) =>
      pressInHome(who, chosen(home.chooseProject.id, { projectId: project.id }), state, project.key),
    ),
    byAsker('button home.status', '', (who) =>
      pressInHome(who, chosen(home.chooseStatus.id, { ...state, status: 'completed' }), state, `${project.key}-`),
    ),
    byAsker('button home.next', 'the middle of the largest project', (who) =>
      pressInHome(who, home.next({ ...state, cursor: `>${middle}` }), state, `${project.key}-`),
    ),
    byAsker('button home.previous', 'the middle of the largest project', (who) =>
      pressInHome(who, home.previous({ ...state, cursor: `<${middle}` }), state, `${project.key}-`),
    ),
    onTasks('button task.claim', 'in Home', 'open', (who, { id, reference }) =>
      pressInHome(who, buttons.claim({ task: id }), state, `You claimed ${reference}`),
    ),
  ];
}
