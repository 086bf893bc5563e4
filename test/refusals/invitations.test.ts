import { invitations } from './invitations.table.ts';
import { tryEach } from './try-each.ts';

tryEach(invitations);
