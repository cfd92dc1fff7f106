/** One proxy's answer: P = e(C1, rk_i) with a proof that the committed rk_i made it. */
export interface ReencryptionPartial {
  readonly index: number;
  /** GT, 576 bytes. */
  readonly p: Uint8Array;
  readonly proof: {
    readonly c: bigint;
    /** G2, 96 bytes. */
    readonly z: Uint8Array;
  };
}
