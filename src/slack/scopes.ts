/** What the app asks a workspace for; the manifest asks for the same (a test compares them). */
export const scopes = ['chat:write', 'commands', 'files:write', 'im:history', 'im:write', 'users:read'];
