# ruleid: shell.docker-socket
docker run -v /var/run/docker.sock:/var/run/docker.sock app
# --- case
# ruleid: shell.docker-socket
chmod 666 /var/run/docker.sock
# --- case
# ruleid: shell.docker-socket
socat TCP-LISTEN:2375,fork UNIX-CONNECT:/var/run/docker.sock
# --- case
# ok: shell.docker-socket
docker run -v data:/data app
# --- case
# ok: shell.docker-socket
ls -l /var/run/docker.sock
# --- case
# ruleid: shell.docker-socket
docker run -v /var/run/docker.sock:/var/run/docker.sock app
# --- case
# ruleid: shell.docker-socket
chmod 666 /var/run/docker.sock
# --- case
# ruleid: shell.docker-socket
socat TCP-LISTEN:2375,fork UNIX-CONNECT:/var/run/docker.sock
# --- case
# ok: shell.docker-socket
docker run -v data:/var/lib/app app
# --- case
# ok: shell.docker-socket
ls -l /var/run/docker.sock
# --- case
# ok: shell.docker-socket
chmod 660 /var/run/docker.sock
