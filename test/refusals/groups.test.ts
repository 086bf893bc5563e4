import { groups } from './groups.table.ts';
import { tryEach } from './try-each.ts';

tryEach(groups);
