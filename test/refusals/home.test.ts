import { home } from './home.table.ts';
import { tryEach } from './try-each.ts';

tryEach(home);
