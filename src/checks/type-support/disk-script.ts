import { imageTypes } from "./choose-mounts.js";

/** Kinds of filesystem that are never looked at: what is no disk, and what can hang because it is on another machine. */
const never = [
  "proc|sysfs|devpts|devtmpfs|cgroup2?|debugfs|tracefs|securityfs|pstore|bpf|mqueue|hugetlbfs|configfs|fusectl",
  "binfmt_misc|rpc_pipefs|nsfs|efivarfs|selinuxfs|ramfs|rootfs|autofs|nfs4?|cifs|smb3|smbfs|ncpfs|afs|ceph",
  String.raw`glusterfs|lustre|gpfs|beegfs|orangefs|fuse(\.[^ ]*)?|davfs`,
].join("|");

/** What is no disk to look at unless it is asked for; a host can have hundreds of these. */
const seldom = `tmpfs|${[...imageTypes].join("|")}`;

interface Wanted {
  readonly inodes: boolean;
  /** Only the kinds that chooseMounts takes of itself. */
  readonly usual: boolean;
}

/**
 * Prints `m` and a line of /proc/self/mountinfo (proc(5)) for each folder where a disk of the host is mounted, `f` and the
 * mount points that /etc/fstab has read-only, df's answer for just those folders (plain df would hang on a server that is
 * gone, and not every df has -l), `inodes` and the same with -i, and `end`. The kernel writes a space as \\040.
 */
export function diskScript({ inodes, usual }: Wanted): string {
  return `set --
l=$(grep -vE ' - (${usual ? `${never}|${seldom}` : never}) ' /proc/self/mountinfo)
while read -r a b c d m e;do
${usual ? "case $m,$e in /,*);;*' - overlay '*|*,'- overlay '*)continue;;esac\n" : ""}n=$m
while :;do case $n in *\\\\040*)n=\${n%%\\\\040*}' '\${n#*\\\\040};;*)break;;esac;done
[ -d "$n" ]||continue
printf '%s\\n' "m $a $b $c $d $m $e"
set -- "$@" "$n"
done <<M
$l
M
[ -r /etc/fstab ]&&while read -r a m b o c;do
case $a,,,$o, in '#'*);;*,,*,ro,*)printf '%s\\n' "f $m";;esac
done </etc/fstab
[ $# -gt 0 ]||{ echo end;exit 0;}
df -P -k "$@"||[ $? -ne 127 ]||exit 127
${inodes ? 'echo inodes\ndf -P -i "$@"\n' : ""}echo end`;
}
