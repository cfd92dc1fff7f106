import type { MedLatticeError } from "../../errors/index.ts";
import type { LineErrorKind, LineSettings } from "../contract.ts";

/**
 * A way to one instrument: a serial port, a socket, a recorded file, a simulator (issue E, devices.md §0). It knows bytes only. It can be
 * opened again after it was closed or lost, and the session of the driver goes on.
 */
export interface DeviceTransport {
  /** Plain English, for people and for provenance: "Web Serial". */
  readonly label: string;
  /**
   * @param line how a serial port is to be set; ways without such a thing ignore it
   * @throws UnavailableError `TRANSPORT_…` where it is of use to try again (busy, unplugged, not reachable)
   * @throws MedLatticeError not retryable where it is not (no permission, settings that the port does not know)
   */
  open(line: LineSettings | undefined, sink: TransportSink): Promise<OpenLine>;
}

/** Told by an open line, never before `open` has been called and never after `closed`. */
export interface TransportSink {
  bytes(bytes: Uint8Array): void;
  /** Bytes were lost, and the line goes on. */
  lineError(kind: Exclude<LineErrorKind, "unplugged">): void;
  /** The line is gone: the cable is out, the peer hung up. Not called after `close()`. */
  closed(reason: MedLatticeError): void;
}

export interface OpenLine {
  /** Resolves when the bytes have left. */
  write(bytes: Uint8Array): Promise<void>;
  /** May be called more than once. */
  close(): Promise<void>;
  /** The instrument at the other end is software: what it says is nobody's. */
  readonly isSimulated?: boolean;
}
