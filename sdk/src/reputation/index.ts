export { type Curve, curveAt, PUBLISHED_CURVE } from "./curve.ts";
export { evenness, type Measure } from "./evenness.ts";
export { fairBatch, type Queue, type Turn } from "./fairBatch.ts";
export { integerSqrt, ONE } from "./fixedPoint.ts";
export {
  type InstitutionActivity,
  institutionReputation,
  type InstitutionReputation,
  type NetworkActivity,
  type ReputationSettings,
} from "./reputation.ts";
export { type Tally, tallyOf } from "./tally.ts";
