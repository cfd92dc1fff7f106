export { type BridgeMessage, bridgeMessageSchema, bridgeTransport } from "./bridgeTransport.ts";
export { canSend } from "./canSend.ts";
export { createFastClock, type SessionClock, systemClock } from "./clock.ts";
export type { DeviceTransport, OpenLine, TransportSink } from "./contract.ts";
export { describeLine } from "./describeLine.ts";
export { openError, transportError, type TransportErrorCode } from "./errors.ts";
export { type LinkReport, type Pump, pump, type PumpOptions } from "./pump.ts";
export { atLineRate, replayTransport, type TimedBytes } from "./replayTransport.ts";
export { type SerialOpenOptions, type SerialPortLike, webSerialTransport } from "./webSerialTransport.ts";
