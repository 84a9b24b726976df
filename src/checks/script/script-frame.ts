/**
 * What surrounds the sections of a host's script. Short names, because a shell that reads its script from a pipe reads
 * it byte by byte. Frames are lines `NONCE …`, each with a line feed of its own before it.
 *
 * t: seconds gone; i, p: the running section's number and process; u: when its command ended, though its output is open;
 * g INDEX: whether there is time to start a section; f SECONDS: waits for it and frames its end.
 * c BYTES TEXT: runs text with bounded streams; l TEXT: the inner part of it.
 * x PID: stops a process and all below it, so that nothing can fork away, then kills them. y: kills what carries the mark.
 * P: who started the script, such as the connection's sshd; once that is gone nobody reads the answer, and the script ends.
 * k: a signal, such as the tick, interrupted `wait`. The section may have ended at that moment all the same, and bash may lose
 * its status then, so that each section tells its own (`=`).
 */
export const scriptFrame = `itom(){
exec 3>&1 </dev/null
LC_ALL=C PATH=$PATH:/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL PATH
cd /
N=@NONCE@ W=@MARK@ B=@TOTAL@ M=$$ P=$PPID t=0 p=
[ -d /proc/$P ]||P=
x(){
kill -STOP $1
L=" $1 " n=1
while [ $n ];do
n=
for q in /proc/[0-9]*/stat;do
read -r a <$q||continue
b=\${q#/proc/} b=\${b%/stat}
set -- \${a##*) }
case $L in *" $b "*);;*" $2 "*)kill -STOP $b;L="$L$b " n=1;;esac
done
done
for q in $L;do kill -9 -$q;kill -9 $q;done
y
} 2>/dev/null
y(){
for q in $(grep -lsF ITOM_CHECK=$W.$i /proc/[0-9]*/environ);do
q=\${q#/proc/};kill -9 \${q%/*}
done
} 2>/dev/null
l(){
ITOM_CHECK=$W.$i sh -c "$1" </dev/null 3>&- 4>&-
printf '\\n%s = %s\\n' $N $? >&3
kill -USR1 $M
}
c(){
e=$({ l "$2" 2>&4|head -c $1 >&3;} 4>&1|head -c $1)
printf '\\n%s e\\n%s' $N "$e"
}
g(){ i=$1;[ $t -lt $B ];}
f(){
p=$! u= d=$((t+$1))
[ $d -gt $B ]&&d=$B
while :;do
k=
wait $p
r=$?
[ "$k" ]&&kill -0 $p 2>/dev/null||break
[ "$u" ]&&[ $t -gt $u ]&&y
[ $t -gt $d ]&&{ x $p;r=T;break;}
done
p=
printf '\\n%s %s %s\\n' $N $i $r
}
trap 't=$((t+1)) k=k' ALRM
trap 'u=$t k=k' USR1
trap '[ "$p" ]&&x $p;kill $w;exit 143' HUP INT TERM
(trap 'kill $s;exit' TERM
while :;do
sleep 1&
s=$!
wait $s
[ -z "$P" ]||[ -d /proc/$P ]||{ kill $M;exit;}
kill -ALRM $M||exit
done) >/dev/null 2>&1 3>&- &
w=$!
printf '\\n%s b\\n' $N
@CALLS@
kill $w
printf '\\n%s z\\n' $N
exit
}
itom
`;
