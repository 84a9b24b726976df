# The ten checks of tests/lab/inventories/fleet-checks.yaml as a person would write them: the same programs, nothing judged.
export LC_ALL=C PATH=$PATH:/usr/sbin:/sbin
cat /proc/loadavg /sys/devices/system/cpu/online
grep -E '^(Mem|Swap|Buffers|Cached)' /proc/meminfo
grep ' /run ' /proc/self/mountinfo
df -P -k
ps -ww -eo pid,ppid,user:32,rss,pcpu,args | grep sshd
ps -ww -eo pid,ppid,user:32,rss,pcpu,args | grep snmpd
/etc/init.d/ssh status
stat -L -c '%f %U %u %G %g %s %Y' /etc/passwd
stat -L -c '%f %U %u %G %g %s %Y' /etc/ssh/sshd_config
grep UsePAM /etc/ssh/sshd_config
find /var/spool -type f | wc -l
/usr/lib/nagios/plugins/check_procs -w 500 -c 1000
echo 'all done'
