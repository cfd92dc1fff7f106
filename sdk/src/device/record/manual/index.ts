export {
  checkMeasurements,
  InvalidMeasurementsError,
  type Measurement,
  type MeasurementColumn,
  type MeasurementOptions,
  type MeasurementProblem,
  type MeasurementText,
} from "./checkMeasurements.ts";
export { measurementBundle, type MeasurementBundleOptions } from "./measurementBundle.ts";
export { type Measure, MEASURES } from "./measures.ts";
export { measurementsTemplate, readMeasurementsCsv } from "./readMeasurementsCsv.ts";
