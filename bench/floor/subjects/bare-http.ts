import { serve } from './signed-server.ts';

/** The floor of floors: a signed request and an empty answer. */
serve(async () => '');
