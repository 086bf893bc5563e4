import { tasks } from './tasks.table.ts';
import { tryEach } from './try-each.ts';

tryEach(tasks);
