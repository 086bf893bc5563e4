/**
 * Does what an administrator does in a browser: opens the app's page for installing, answers Slack's, and comes back.
 * `of`: a workspace or an organisation. Slack leads back to the app's public address: what stands before it there leads
 * on to where the installation began. Returns the last page.
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
  const { pathname, search } = new URL(back);
  const last = await fetch(new URL(pathname + search, installUrl), { headers: { cookie: cookie.join('; ') } });
  return {
    asking,
    back,
    cookie: cookie.join('; '),
    status: last.status,
    headers: last.headers,
    page: await last.text(),
  };
}
