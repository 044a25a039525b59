/** A call of yabgp's own tests and what comes of it. */
export interface YabgpRow {
  readonly name: string;
  readonly kind: string;
  /** The function, and which part of its result: `Update.parse['nlri']`. */
  readonly call: string;
  /** Absent when the call fails. */
  readonly direction?: 'decode' | 'encode';
  readonly options: Readonly<Record<string, unknown>>;
  readonly hex: string;
  readonly expect: {
    readonly outcome: 'ok' | 'error';
    readonly fields: unknown;
  };
}
