# ruleid: shell.container-privileged
docker run --privileged app
# --- case
# ruleid: shell.container-privileged
docker run --cap-add=SYS_ADMIN app
# --- case
# ruleid: shell.container-privileged
docker run --pid=host app
# --- case
# ok: shell.container-privileged
docker run --rm app
# --- case
# ok: shell.container-privileged
docker run --cap-drop=ALL app
