export { createPatient } from "./createPatient.ts";
export { simulatedTransport, type SimulationOptions } from "./simulatedTransport.ts";
export { findSimulator, type SimulatedDevice, SIMULATORS } from "./simulators.ts";
