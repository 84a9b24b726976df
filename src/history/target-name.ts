/** The name that people type: `web1`, `service:shop`. */
export function targetName({ host, service }: { readonly host?: string; readonly service?: string }): string {
  return host ?? `service:${service ?? ""}`;
}
