/** Where a line of policy was written, so that a verdict can name it. */
export interface PolicyPlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

export type PolicyAction = 'permit' | 'deny';
