/** A server of the demo network; the same ones serve the protocol tests. */
export interface RunningServer {
  readonly port: number;
  /** Ends it and all its connections. */
  close(): Promise<void>;
}
