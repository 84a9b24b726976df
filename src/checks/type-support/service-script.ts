/**
 * Asks the host's service manager, and prints for each service `service NAME LOAD ACTIVE SUB ENABLED` (systemd: its own
 * properties, then `asked NAMES`), for each failed unit systemd's line, then `manager NAME` and `end`. One process for all
 * services where systemd runs; elsewhere the services' own scripts are asked (LSB init scripts, status: 0 runs, 1 to 3 does
 * not, others can't be said).
 */
export function serviceScript(names: readonly string[], failed: boolean): string {
  const some = names.length > 0;
  return [
    ...(some ? [`set -- ${names.join(" ")}`] : []),
    findManager,
    "if [ $m = systemd ];then :",
    ...(some ? [systemd] : []),
    ...(failed ? [failedUnits] : []),
    ...(some ? ["else", eachByScript] : []),
    "fi",
    'echo "manager $m"',
    "echo end",
  ].join("\n");
}

const findManager = `if [ -d /run/systemd/system ];then m=systemd
elif [ -d /run/openrc ];then m=openrc
elif [ -d /etc/service ]&&command -v sv >/dev/null;then m=runit
elif [ -d /etc/init.d ];then m=sysv
else echo 'no service manager was found';exit 3
fi`;

const systemd = `systemctl show --no-pager -p Id -p LoadState -p ActiveState -p SubState -p UnitFileState -- "$@"||exit
echo
printf '%s\\n' "asked $*"`;

const failedUnits = `systemctl list-units --state=failed --all --plain --no-legend --no-pager||exit
echo
echo 'failed counted'`;

const eachByScript = `for n;do
r=4 e=no f=/etc/init.d/$n
case $m in
openrc)
[ -e "$f" ]&&{ rc-service "$n" status >/dev/null 2>&1;r=$?;}
for l in /etc/runlevels/*/"$n";do [ -e "$l" ]&&e=yes;done;;
runit)
f=/etc/service/$n
[ -e "$f" ]||f=/var/service/$n
case $(sv status "$f" 2>&1) in run:*)r=0;;down:*|finish:*)r=3;;esac
[ -e "$f/down" ]||e=yes;;
sysv)
if [ -e "$f" ];then
"$f" status >/dev/null 2>&1
r=$?
for l in /etc/rc[2345].d/S[0-9][0-9]"$n" /etc/rc.d/rc[2345].d/S[0-9][0-9]"$n";do [ -e "$l" ]&&e=yes;done
else
for l in /etc/init.d/S[0-9][0-9]"$n";do
[ -e "$l" ]&&{ f=$l r=3;[ -x "$l" ]&&e=yes;pidof "$n" >/dev/null&&r=0;}
done
fi;;
esac
case $r in 0)a=active;;1|2|3)a=inactive;;32)a=failed;;*)a=unknown-$r;;esac
if [ -e "$f" ];then printf '%s\\n' "service $n loaded $a $a $e";else printf '%s\\n' "service $n not-found";fi
done`;
