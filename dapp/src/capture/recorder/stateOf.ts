import {
  type AttachedDevice,
  type Capture,
  type CaptureStore,
  MOST_CAPTURE_BYTES,
} from "@medlattice/sdk/device/record";
import type { Pump } from "@medlattice/sdk/device/transport";
import type { CaptureSeed, CaptureState } from "../contract.ts";

export interface Instrument {
  readonly device: AttachedDevice;
  readonly isSimulated: boolean;
  /** While it is added. */
  pump: Pump | undefined;
}

export interface Running {
  readonly begin: CaptureSeed["begin"];
  readonly store: CaptureStore;
  /** Null: it has ended. */
  readonly capture: Capture | null;
  /** Of one that has ended. */
  readonly bytes: number;
  readonly chunks: number;
}

/** What the page is told of a capture. */
export function stateOf(
  { begin, capture, bytes, chunks }: Running,
  instruments: readonly Instrument[],
  phase: CaptureState["phase"],
  problem: string | null,
): CaptureState {
  return {
    begin,
    phase,
    chunks: capture?.chunks ?? chunks,
    bundleBytes: capture?.bundleBytes ?? bytes,
    mostBytes: MOST_CAPTURE_BYTES,
    problem: capture?.problem?.code ?? problem,
    instruments: instruments.map(({ device: { key, driver, label }, isSimulated, pump }) => ({
      key,
      driver,
      label,
      isAdded: pump !== undefined,
      isSimulated: isSimulated || pump?.isSimulated === true,
    })),
  };
}
