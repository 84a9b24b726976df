/**
 * Pure. Whether an address as /proc/net/{tcp,udp}{,6} prints it (hexadecimal, in the host's byte order, proc(5)) is
 * loopback. In the wrong order 10.0.0.127 looks like it, so that the order has to be known.
 */
export function isLoopbackSocket(address: string, isBigEndian: boolean): boolean {
  const form = isBigEndian ? /^(?:0{20}FFFF)?7F.{6}$|^0{31}1$/ : /^(?:0{16}FFFF0000)?.{6}7F$|^0{24}01000000$/;
  return form.test(address);
}
