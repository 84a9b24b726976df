const interpreter =
  /^(?:python|perl|ruby|node|nodejs|php|lua|tclsh|java|bash|dash|ash|sh|ksh|zsh|fish|guile|Rscript|mono|dotnet|busybox)[\d.]*$/;

/**
 * The names that a process goes by: the program's own, and for what an interpreter runs the script's, so that
 * `python3 /usr/bin/fail2ban-server` is found as fail2ban-server. busybox writes `{script} sh script`, the kernel `[name]`,
 * and programs that set their title `nginx: master process`.
 */
export function processNames(args: string): string[] {
  const braced = /^\{([^}]+)\}\s+(.*)$/.exec(args);
  if (braced) return [braced[1] ?? "", ...processNames(braced[2] ?? "")];
  const kernel = /^\[([^\]]+)\]$/.exec(args);
  if (kernel) return [kernel[1] ?? ""];
  const [first = "", ...words] = args.split(/\s+/);
  const program = baseName(first).replace(/^-/, "").replace(/:$/, "");
  const script = interpreter.test(program) ? scriptOf(words) : undefined;
  return script === undefined ? [program] : [program, script];
}

/** The script among an interpreter's words; none where it runs text of its command line. */
function scriptOf(words: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    if (word === "-m" || word === "-jar") return baseName(words[index + 1] ?? "");
    if (/^-[a-zA-Z]*[ce]$/.test(word)) return undefined;
    if (!word.startsWith("-")) return baseName(word);
  }
  return undefined;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
