import { accounts } from './accounts.table.ts';
import { tryEach } from './try-each.ts';

tryEach(accounts);
