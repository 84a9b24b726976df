export { formatReading } from "./format-reading.js";
export { judge, judgeReadings, measured, type Readings } from "./judge.js";
export { parseThreshold } from "./parse-threshold.js";
export type { Threshold, ThresholdKind, Thresholds } from "./threshold.js";
export { refuseWarnBehindCrit, thresholdSchema } from "./threshold-schema.js";
