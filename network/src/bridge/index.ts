export { type Bridge, type BridgedDevice, type BridgeOptions, serveBridge } from "./serveBridge.ts";
