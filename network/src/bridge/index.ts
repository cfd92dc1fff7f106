export {
  type Bridge,
  type BridgedDevice,
  type BridgeOptions,
  bridgeUrl,
  createBridgeToken,
  type RealDevice,
  serveBridge,
  type SimulatedInstrument,
} from "./serveBridge.ts";
export { OPERATING_ROOM, simulatedInstruments, type SimulatedPlan } from "./simulatedInstruments.ts";
