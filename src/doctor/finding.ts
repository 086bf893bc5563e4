/** What a check found, in a line. */
export interface Finding {
  fine: boolean;
  says: string;
  /** What to do, where something is wrong. */
  remedy?: string | undefined;
}

export const fine = (says: string): Finding => ({ fine: true, says });
export const wrong = (says: string, remedy: string): Finding => ({ fine: false, says, remedy });

export function lineOf({ fine, says, remedy }: Finding): string {
  return `${fine ? '✓' : '✗'} ${says}${remedy ? `\n    ${remedy}` : ''}`;
}

/** The message of whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
