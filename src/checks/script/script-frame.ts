/**
 * What surrounds the sections of a host's script. Short names, because a shell that reads its script from a pipe reads
 * it byte by byte. Frames are lines `NONCE …`, each with a line feed of its own before it.
 *
 * t: seconds gone; i, p: the running section's number and process; g INDEX: whether there is time to start one;
 * f SECONDS: waits for it and frames its end.
 * x PID: stops a process and all below it, so that nothing can fork away, then kills them and what carries the mark.
 * l TEXT: runs text as the leader of a session, and ends what it leaves in it. c BYTES TEXT: the same with bounded streams.
 * 142 is how `wait` says that the tick (signal 14, ALRM) interrupted it.
 */
export const scriptFrame = `itom(){
exec 3>&1 </dev/null
LC_ALL=C PATH=$PATH:/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL PATH
cd /
N=@NONCE@ W=@MARK@ B=@TOTAL@ M=$$ t=0 p= Z=
command -v setsid >/dev/null&&Z=setsid
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
for q in $(grep -lsF ITOM_CHECK=$W.$i /proc/[0-9]*/environ);do
q=\${q#/proc/};kill -9 \${q%/*}
done
} 2>/dev/null
l(){
ITOM_CHECK=$W.$i $Z sh -c "$1" 3>&- 4>&- &
{ wait $!;} 2>/dev/null
a=$?
kill -9 -$! 2>/dev/null
printf '\\n%s = %s\\n' $N $a >&3
}
c(){
e=$({ l "$2" 2>&4|head -c $1 >&3;} 4>&1|head -c $1)
printf '\\n%s e\\n%s' $N "$e"
}
g(){ i=$1;[ $t -lt $B ];}
f(){
p=$! d=$((t+$1))
[ $d -gt $B ]&&d=$B
while :;do
wait $p
r=$?
[ $r = 142 ]||break
[ $t -gt $d ]&&{ x $p;r=T;break;}
done
p=
printf '\\n%s %s %s\\n' $N $i $r
}
trap 't=$((t+1))' ALRM
trap '[ "$p" ]&&x $p;kill $w;exit 143' HUP INT TERM
(trap 'kill $s;exit' TERM
while :;do
sleep 1&
s=$!
wait $s
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
