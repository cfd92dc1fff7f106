export { onTheme, resolvedColour } from "./colours.ts";
export {
  createSweep,
  type Lane,
  type Sweep,
  type SweepLook,
  type SweepMarker,
  type SweepOptions,
} from "./createSweep.ts";
export { nextRange, type Range, rangeAround, scaleBar } from "./range.ts";
export {
  piecesOf,
  placeOf,
  SWEEP_SPEEDS,
  sweepGeometry,
  type SweepGeometry,
  type SweepSpeed,
  timeAt,
} from "./sweepGeometry.ts";
export { type Pen, type Trace, traceTo } from "./trace.ts";
