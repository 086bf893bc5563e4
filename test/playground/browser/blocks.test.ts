import type { Locator } from 'playwright-core';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40"/></svg>';
  await stage.page.route('https://example.com/*', (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: svg }),
  );
});
afterEach(() => expect(stage.browser.complaints).toEqual([]));
afterAll(() => stage?.stop());

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const picture = { type: 'image', image_url: 'https://example.com/dot.svg', alt_text: 'A dot' };
const rich = (...elements: unknown[]) => ({ type: 'rich_text', elements });
const line = (...elements: unknown[]) => ({ type: 'rich_text_section', elements });
const said = (text: string, style = {}) => ({ type: 'text', text, style });

const html = async (message: Locator, selector: string) =>
  (await message.locator(selector).first().innerHTML()).replaceAll(/ (target|rel)="[^"]*"/g, '');
const texts = (message: Locator, selector: string) => message.locator(selector).allTextContents();

describe('blocks', () => {
  test('section, with fields and an accessory', async () => {
    const fields = [mrkdwn('*Due* soon'), plain('*as it is*')];
    const message = await stage.post([{ type: 'section', text: mrkdwn('A _section_'), fields, accessory: picture }]);
    expect(await texts(message, '.section .text')).toEqual(['A section', 'Due soon', '*as it is*']);
    expect(await html(message, '.field')).toBe('<strong>Due</strong> soon');
    await message.getByRole('img', { name: 'A dot' }).waitFor();
  });

  test('header, divider, context, image', async () => {
    const message = await stage.post([
      { type: 'header', text: plain('A header') },
      { type: 'divider' },
      { type: 'context', elements: [picture, mrkdwn('~old~ `code`')] },
      { ...picture, title: plain('A title') },
    ]);
    await message.getByRole('heading', { name: 'A header' }).waitFor();
    expect(await message.getByRole('separator').count()).toBe(1);
    expect(await html(message, '.context .text')).toBe('<s>old</s> <code>code</code>');
    expect(await message.getByRole('figure').getByText('A title').count()).toBe(1);
    expect(await message.getByRole('img', { name: 'A dot' }).count()).toBe(2);
  });

  test('rich_text, each of its parts', async () => {
    const items = (indent: number, ...words: string[]) => ({
      type: 'rich_text_list',
      style: indent ? 'ordered' : 'bullet',
      indent,
      elements: words.map((word) => line(said(word))),
    });
    const message = await stage.post([
      rich(
        line(said('Bold', { bold: true }), said('both', { italic: true, strike: true }), said('x', { code: true })),
        items(0, 'one', 'two'),
        items(1, 'inner'),
        { type: 'rich_text_quote', elements: [said('Quoted')] },
        { type: 'rich_text_preformatted', elements: [said('let x = 1;')] },
      ),
    ]);
    expect(await html(message, '.rich-text > div')).toBe('<strong>Bold</strong><s><em>both</em></s><code>x</code>');
    expect(await texts(message, 'ul > li')).toEqual(['one', 'two']);
    expect(await texts(message, 'ol.indent-1 > li')).toEqual(['inner']);
    expect(await texts(message, 'blockquote')).toEqual(['Quoted']);
    expect(await texts(message, 'pre')).toEqual(['let x = 1;']);
  });

  test('rich_text, each of its pieces', async () => {
    const timestamp = Date.UTC(2020, 5, 1, 12) / 1000;
    const message = await stage.post([
      rich(
        line({ type: 'user', user_id: 'U0ANALYTICADA' }, { type: 'channel', channel_id: 'CT0ANALYTICGENERAL' }),
        line(
          { type: 'broadcast', range: 'here' },
          { type: 'emoji', name: 'tada' },
          { type: 'color', value: '#FF0000' },
        ),
        line({ type: 'link', url: 'https://example.com/a?b=1&c=2', text: 'There' }),
        line({ type: 'date', timestamp, format: '{date_long} at {time}', fallback: 'then' }),
      ),
    ]);
    expect(await texts(message, '.rich-text > div')).toEqual([
      '@ada#general',
      '@here🎉#FF0000',
      'There',
      'Monday, June 1st, 2020 at 1:00 PM',
    ]);
    expect(await message.getByRole('link').getAttribute('href')).toBe('https://example.com/a?b=1&c=2');
  });

  test('table', async () => {
    const cell = (text: string) => ({ type: 'raw_text', text });
    const rows = [
      [cell('Task'), cell('Hours')],
      [rich(line(said('WEB-1', { bold: true }))), cell('3')],
    ];
    const message = await stage.post([{ type: 'table', rows, column_settings: [{}, { align: 'right' }] }]);
    const table = message.getByRole('table');
    expect(await table.getByRole('columnheader').allTextContents()).toEqual(['Task', 'Hours']);
    expect(await table.getByRole('cell').allTextContents()).toEqual(['WEB-1', '3']);
    const aligned = await stage.page.evaluate("getComputedStyle(document.querySelector('td:last-child')).textAlign");
    expect(aligned).toBe('right');
  });

  test('markdown', async () => {
    const text =
      '# Plan\n\nSome **bold**, *italic*, ~~old~~, `code` and [a link](https://example.com/).\n\n- one\n- two\n\n' +
      '1. first\n\n> quoted\n\n```\nlet x;\n```\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\n<b>no HTML</b>';
    const message = await stage.post([{ type: 'markdown', text }]);
    expect(await texts(message, '.heading-1')).toEqual(['Plan']);
    expect(await html(message, 'p:not(.heading-1)')).toBe(
      'Some <strong>bold</strong>, <em>italic</em>, <s>old</s>, <code>code</code> and <a href="https://example.com/">a link</a>.',
    );
    expect(await texts(message, 'li')).toEqual(['one', 'two', 'first']);
    expect(await texts(message, 'blockquote, pre, td')).toEqual(['quoted', 'let x;', '1', '2']);
    await message.getByText('<b>no HTML</b>').waitFor();
  });

  test('video stands in words', async () => {
    const message = await stage.post([
      {
        ...{
          type: 'video',
          title: plain('How to claim'),
          alt_text: 'Claiming',
          title_url: 'https://example.com/watch',
        },
        ...{ video_url: 'https://example.com/embed', thumbnail_url: 'https://example.com/dot.svg' },
        ...{ description: plain('In a minute') },
      },
    ]);
    await message.getByText('Video:').waitFor();
    await message.getByRole('link', { name: 'How to claim' }).waitFor();
    await message.getByText('In a minute').waitFor();
    expect(await message.locator('video, iframe').count()).toBe(0);
  });
});

describe('mrkdwn', () => {
  const cases: [string, text: string, html: string][] = [
    ['formats', '*b* _i_ ~s~ `c`', '<strong>b</strong> <em>i</em> <s>s</s> <code>c</code>'],
    ['formats in each other', '*b _i_*', '<strong>b <em>i</em></strong>'],
    ['marks within words', 'snake_case_name 2*3*4', 'snake_case_name 2*3*4'],
    ['marks made inert', '\u2060*\u2060x\u2060*\u2060', '\u2060*\u2060x\u2060*\u2060'],
    ['escapes', '&lt;b&gt; &amp;amp;', '&lt;b&gt; &amp;amp;'],
    ['a person', '<@U0ANALYTICGRACE>', '<span class="mention">@grace</span>'],
    ['oneself', '<@U0ANALYTICADA>', '<span class="mention me">@ada</span>'],
    ['a channel', '<#CT0ANALYTICGENERAL>', '<span class="mention">#general</span>'],
    ['everybody', '<!channel>', '<span class="mention">@channel</span>'],
    ['a link', '<https://example.com/|there>', '<a href="https://example.com/">there</a>'],
    ['a bare link', 'see https://example.com/x.', 'see <a href="https://example.com/x">https://example.com/x</a>.'],
    ['a link that runs', '<javascript:alert(1)|there>', '<span>there</span>'],
    ['an emoji', ':tada: :nothing_like_it:', '🎉 :nothing_like_it:'],
    ['a quote', '&gt; quoted\nnot', '<blockquote>quoted</blockquote>not'],
    ['a block of code', '```a *b*```', '<pre>a *b*</pre>'],
    [
      'a date',
      '<!date^1590969600^{date_num} {time}|then>',
      '<time datetime="2020-06-01T00:00:00.000Z">2020-06-01 1:00 AM</time>',
    ],
    [
      'a date it does not know',
      '<!date^1590969600^{era}|then>',
      '<time datetime="2020-06-01T00:00:00.000Z">then</time>',
    ],
  ];
  test.each(cases)('%s', async (_, text, expected) => {
    const message = await stage.post([{ type: 'section', text: mrkdwn(text) }]);
    expect(await html(message, '.section .text')).toBe(expected);
  });

  test('a date that is near is said in a word', async () => {
    const now = Math.floor(Date.now() / 1000);
    const days = [now - 86_400, now, now + 86_400].map((at) => `<!date^${at}^{date_short_pretty}|then>`);
    const message = await stage.post([{ type: 'section', text: mrkdwn(days.join(' ')) }]);
    expect(await texts(message, 'time')).toEqual(expect.arrayContaining(['yesterday', 'today', 'tomorrow']));
  });

  test('a date is in the zone of whoever looks', async () => {
    await stage.post([{ type: 'section', text: mrkdwn('<!date^1590969600^In New York {date_num} {time}|then>') }]);
    await stage.grace.node.getByText('In New York 2020-05-31 8:00 PM').waitFor();
    await stage.ada.node.getByText('In New York 2020-06-01 1:00 AM').waitFor();
  });
});
