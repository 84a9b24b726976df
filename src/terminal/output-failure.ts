import process from "node:process";

/** Watches our output; the answer tells, when called, why not all of it could be written. */
export function watchOutput(): () => Error | undefined {
  let failure: Error | undefined;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // `itom … | head` closes our output: that is no error of ours.
    if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") failure ??= error;
  });
  process.stderr.on("error", () => undefined); // there is nobody left to tell
  return () => failure;
}
