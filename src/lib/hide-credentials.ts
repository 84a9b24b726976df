/** Hides who logs in with what in addresses such as `https://user:password@host/`. */
export function hideCredentials(text: string): string {
  return text.replace(/(\w:\/\/)[^/?#\s]*@/g, "$1…@");
}
