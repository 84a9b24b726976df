/** Where something that can't be read is kept: `status.json` → `status.json.damaged-20261128T080000123Z`. */
export function asidePath(path: string, now: Date): string {
  return `${path}.damaged-${now.toISOString().replaceAll(/[-:.]/g, "")}`;
}

export function isSetAside(path: string): boolean {
  return /\.damaged-\d{8}T\d{9}Z$/.test(path);
}
