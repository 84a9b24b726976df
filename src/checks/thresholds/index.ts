export { formatReading } from "./format-reading.js";
export { judge, judgeReadings, measured, type Judgement, type Readings } from "./judge.js";
export { parseThreshold } from "./parse-threshold.js";
export type { Threshold, ThresholdKind, Thresholds, ThresholdUnit } from "./threshold.js";
export { refuseWarnBehindCrit, thresholdSchema } from "./threshold-schema.js";
