/** Markup that is safe to send: what people typed has been escaped on the way in. */
export interface Html {
  html: string;
}

type Piece = Html | string | undefined | false | readonly Html[];

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function written(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (typeof piece === 'string') return piece.replace(/[&<>"']/g, (mark) => entities[mark] as string);
  if ('html' in piece) return piece.html;
  return piece.map(written).join('');
}

/** Markup with pieces in it. Strings are text, never markup (S2); put attributes' values between double quotes. */
export function html(markup: TemplateStringsArray, ...pieces: Piece[]): Html {
  return { html: markup.map((text, index) => text + written(pieces[index])).join('') };
}

/** Commands that our own sentences name between backticks stand out. */
export function sentence(text: string): Html {
  const pieces = text.split(/`(\/[a-z][^`\n]*)`/);
  return html`${pieces.map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : html`${piece}`))}`;
}
