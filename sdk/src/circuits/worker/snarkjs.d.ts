/** What of snarkjs 0.7.6 is used here and by the ceremony (circuits/scripts); the package has no types of its own. */
declare module "snarkjs" {
  interface Logger {
    readonly debug: (message: string) => void;
    readonly info: (message: string) => void;
    readonly warn: (message: string) => void;
    readonly error: (message: string) => void;
  }
  interface Curve {
    readonly terminate: () => Promise<void>;
  }
  /** A file by its path, or bytes in memory. */
  type Source = string | { readonly type: "mem"; readonly data: Uint8Array };

  /** Decimal projective coordinates with z = 1; of G2 the real halves first. */
  interface Proof {
    readonly pi_a: readonly string[];
    readonly pi_b: readonly (readonly string[])[];
    readonly pi_c: readonly string[];
  }

  const curves: {
    getCurveFromName(name: "bn128", options?: { readonly singleThread?: boolean }): Promise<Curve>;
  };
  const powersOfTau: {
    newAccumulator(curve: Curve, power: number, file: string, logger?: Logger): Promise<Uint8Array>;
    contribute(from: string, to: string, name: string, entropy: string, logger?: Logger): Promise<Uint8Array>;
    beacon(
      from: string,
      to: string,
      name: string,
      beacon: string,
      exponent: number,
      logger?: Logger,
    ): Promise<Uint8Array | false>;
    preparePhase2(from: string, to: string, logger?: Logger): Promise<void>;
    verify(file: string, logger?: Logger): Promise<boolean>;
  };
  const zKey: {
    newZKey(r1cs: string, powers: string, zkey: string, logger?: Logger): Promise<Uint8Array | -1>;
    contribute(from: string, to: string, name: string, entropy: string, logger?: Logger): Promise<Uint8Array>;
    beacon(
      from: string,
      to: string,
      name: string,
      beacon: string,
      exponent: number,
      logger?: Logger,
    ): Promise<Uint8Array | false>;
    verifyFromR1cs(r1cs: string, powers: string, zkey: string, logger?: Logger): Promise<boolean>;
    exportVerificationKey(zkey: Source, logger?: Logger): Promise<unknown>;
  };
  const groth16: {
    prove(
      zkey: Source,
      witness: Source,
      logger?: Logger,
      options?: { readonly singleThread?: boolean },
    ): Promise<{ readonly proof: Proof; readonly publicSignals: readonly string[] }>;
  };
}

/** Where snarkjs keeps the curve that it uses next. */
declare var curve_bn128: { readonly terminate: () => Promise<void> } | undefined;
