/** What the page's script does: reads the token in the page, then asks and acts with it, as Ada. */
export async function pageOf(url: string) {
  const [, token = ''] = /name="token" content="(\w+)"/.exec(await (await fetch(url)).text()) ?? [];
  const address = (path: string) => `${url}${path}?token=${token}&team=T0ANALYTIC&person=ada`;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field.
  type Any = any;
  const post = async (path: string, body: unknown = {}): Promise<Any> =>
    (await fetch(address(path), { method: 'POST', body: JSON.stringify(body) })).json();
  const act = (what: Record<string, unknown>) => post('/act', what);
  return {
    post,
    act,
    screen: async (): Promise<Any> => (await fetch(address('/screen'))).json(),
    command: (text: string) => act({ do: 'command', text, channelId: 'CT0ANALYTICGENERAL' }),
    /** Submits a modal with these texts typed into it; the others stay as they are. */
    submit(view: Any, typed: Record<string, string>) {
      const inputs = view.blocks.filter((block: Any) => block.type === 'input');
      const values = inputs.map(({ block_id: id, element: { type, action_id, initial_value } }: Any) => {
        return [id, { [action_id]: { type, value: typed[id] ?? initial_value ?? null } }];
      });
      return act({ do: 'submit', values: Object.fromEntries(values) });
    },
  };
}

export type Page = Awaited<ReturnType<typeof pageOf>>;
