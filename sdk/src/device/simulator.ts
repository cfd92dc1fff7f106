/** What a simulated patient's body, or a simulated pump, shows at a moment. Names are those of `Vital`. */
export interface VitalsModel {
  /** @param seconds since the simulation began @returns undefined where the sensor is off */
  at(vital: Vital, seconds: number): number | undefined;
}

export type Vital =
  /** /min */
  | "heartRate"
  | "respiratoryRate"
  /** % */
  | "spo2"
  | "perfusionIndex"
  /** 0 to 1 */
  | "pleth"
  /** mV */
  | "ecg"
  /** −1 to 1 */
  | "respiration"
  /** mmHg */
  | "co2"
  | "endTidalCo2"
  | "inspiredCo2"
  | "systolic"
  | "diastolic"
  | "mean"
  | "arterialPressure"
  /** BIS and its companions: score, %, %, Hz, dB, dB, kΩ, µV */
  | "bis"
  | "signalQuality"
  | "suppressionRatio"
  | "spectralEdge"
  | "emg"
  | "totalPower"
  | "impedance"
  | "eeg"
  /** Cel */
  | "temperature"
  /** mL/h, mL */
  | "infusionRate"
  | "infusedVolume"
  /** kg, cm, %, Ω, a, kJ */
  | "weight"
  | "height"
  | "bodyFat"
  | "bodyWater"
  | "bioimpedance"
  | "age"
  | "basalMetabolism";

/** An instrument in software, byte-exact: it answers the host as the real one, and falls silent where the real one would. */
export interface DeviceSimulator {
  /** What the host sent. */
  receive(bytes: Uint8Array, now: number): void;
  /** Has time pass. @returns what the instrument sends up to now */
  advance(now: number): Uint8Array;
}

export interface SimulatorOptions {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly model: VitalsModel;
}
