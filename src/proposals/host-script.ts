import { isLoopbackSocket } from "../lib/loopback-socket.js";
import type { ListeningPort } from "./contract.js";

/** Listening TCP sockets from /proc/net (proc(5)) and running services of systemd or OpenRC, a line each, then `end`. */
export const hostScript = `LC_ALL=C PATH=$PATH:/usr/sbin:/sbin;export LC_ALL PATH
echo "order $(od -An -tx1 -j5 -N1 /proc/self/exe 2>/dev/null)"
for f in /proc/net/tcp /proc/net/tcp6;do
[ -r $f ]&&awk '$4=="0A"{print "listen",$2}' $f
done
if [ -d /run/systemd/system ];then
systemctl list-units --type=service --state=running --plain --no-legend --no-pager|awk '{print "service",$1}'
elif [ -d /run/openrc/started ];then
for f in /run/openrc/started/*;do [ -e "$f" ]&&printf 'service %s\\n' "\${f##*/}";done
else echo 'manager none'
fi
echo end
`;

export interface HostListing {
  readonly listening: readonly ListeningPort[];
  readonly services: readonly string[];
  readonly hasManager: boolean;
}

/** Reads what the script printed; undefined where it did not come to its end. */
export function readHostListing(stdout: string): HostListing | undefined {
  if (!/^end$/m.test(stdout)) return undefined;
  // Byte 5 of an ELF program (elf(5), EI_DATA) is 2 where the kernel is big-endian.
  const isBigEndian = /^order +02$/m.test(stdout);
  const byPort = new Map<number, boolean>();
  for (const [, address = "", hex = ""] of stdout.matchAll(
    /^listen ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/gm,
  )) {
    const port = Number.parseInt(hex, 16);
    byPort.set(port, (byPort.get(port) ?? true) && isLoopbackSocket(address, isBigEndian));
  }
  const listening = [...byPort]
    .map(([port, loopback]) => ({ port, loopback }))
    .sort((a, b) => a.port - b.port);
  const named = [...stdout.matchAll(/^service ([A-Za-z0-9][A-Za-z0-9@:_.-]*)$/gm)];
  const services = named.map(([, name = ""]) => name.replace(/\.service$/, ""));
  return { listening, services: [...new Set(services)].sort(), hasManager: !/^manager none$/m.test(stdout) };
}
