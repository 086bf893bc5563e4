import { projects } from './projects.table.ts';
import { tryEach } from './try-each.ts';

tryEach(projects);
