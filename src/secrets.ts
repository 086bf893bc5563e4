/** A variable whose name ends so holds a secret, or several with commas between. */
const secretNames = /(TOKEN|SECRET|KEY|PASSWORD)$/;
/** Shorter ones would hide words of ordinary sentences. */
const shortest = 8;

/** Tokens of Slack's, whose they may be, and the password in an address. */
const patterns = [/\bx(?:ox[a-z]|app)-[\w-]+/g, /(?<=:\/\/[^\s/@:"]*:)[^\s/@"]+(?=@)/g];

/** The secrets among these variables, by their names. */
export function secretsIn(variables: Record<string, string | undefined>): string[] {
  return Object.entries(variables)
    .filter(([name]) => secretNames.test(name))
    .flatMap(([, value]) => (value ?? '').split(',').map((part) => part.trim()));
}

/** A function that blanks these secrets, and what looks like one, in a line of JSON or text. */
export function hiding(secrets: readonly string[]) {
  const known = [...new Set(secrets)].filter((secret) => secret.length >= shortest);
  const written = known.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  return (line: string): string => {
    let hidden = line;
    for (const secret of written) hidden = hidden.replaceAll(secret, '[redacted]');
    for (const pattern of patterns) hidden = hidden.replace(pattern, '[redacted]');
    return hidden;
  };
}
