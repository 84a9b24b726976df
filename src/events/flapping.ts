/** How many changes are looked at; Icinga 2's number. */
export const flappingSlots = 20;

/** Above this share a check begins to flap, below that one it has stopped (Icinga 2, "Check Flapping"). */
const beginAbove = 30;
const endBelow = 25;

/**
 * Pure. The weighted share of changes among the last runs, in percent. A newer change weighs more: 0.8 for the oldest slot and
 * 0.02 more for each after it.
 */
export function flappingShare(recent: string): number {
  const states = [...recent].slice(-(flappingSlots + 1));
  // Runs that were not made yet have changed nothing.
  const offset = flappingSlots - (states.length - 1);
  let sum = 0;
  for (let index = 1; index < states.length; index++) {
    if (states[index] !== states[index - 1]) sum += 0.8 + 0.02 * (offset + index - 1);
  }
  return (sum / flappingSlots) * 100;
}

/** Pure. Whether a check flaps now, given that it did before: two thresholds, so that it does not flap about flapping. */
export function isFlapping(recent: string, before: boolean): boolean {
  return flappingShare(recent) > (before ? endBelow : beginAbove);
}
