/**
 * Does what an administrator does in a browser: opens the app's page for installing, answers Slack's, and comes back.
 * `of`: a workspace or an organisation. Returns the last page.
 */
export async function installInBrowser(installUrl: string, of: string, decision: 'allow' | 'deny' = 'allow') {
  const begun = await fetch(installUrl, { redirect: 'manual' });
  const asking = begun.headers.get('location');
  if (!asking) throw new Error(`the installation did not begin: ${begun.status} ${await begun.text()}`);
  const answer = new URL(asking);
  answer.searchParams.set('team', of);
  answer.searchParams.set('decision', decision);
  const answered = await fetch(answer, { redirect: 'manual' });
  const back = answered.headers.get('location') ?? '';
  const cookie = begun.headers.getSetCookie().map((set) => set.split(';')[0]);
  const last = await fetch(back, { headers: { cookie: cookie.join('; ') } });
  return {
    asking,
    back,
    cookie: cookie.join('; '),
    status: last.status,
    headers: last.headers,
    page: await last.text(),
  };
}
