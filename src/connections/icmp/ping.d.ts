/** What itom uses of npm ping 0.4, which ships no types: its knowledge of each platform's arguments. */
declare module "ping/lib/builder/factory.js" {
  interface PingConfig {
    numeric: boolean;
    /** Seconds. */
    timeout: number;
    deadline: false;
    min_reply: number;
    v6: boolean;
    sourceAddr: string;
    packetSize: number;
    extra: string[];
  }

  const factory: {
    getExecutablePath(platform: string, v6: boolean): string;
    createBuilder(platform: string): {
      getCommandArguments(target: string, config: PingConfig): string[];
    };
  };
  export default factory;
}
