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
# --- case
# ruleid: shell.container-privileged
docker run --privileged app
# --- case
# ruleid: shell.container-privileged
docker run --cap-add SYS_ADMIN app
# --- case
# ruleid: shell.container-privileged
docker run --pid=host app
# --- case
# ruleid: shell.container-privileged
docker run -v /:/host app
# --- case
# ruleid: shell.container-privileged
docker run --security-opt seccomp=unconfined app
# --- case
# ruleid: shell.container-privileged
podman run --privileged=true app
# --- case
# ruleid: shell.container-privileged
kubectl run x --image=app --privileged
# --- case
# ruleid: shell.container-privileged
kubectl run x --image=app --overrides='{"spec":{"containers":[{"securityContext":{"privileged":true}}]}}'
# --- case
# ok: shell.container-privileged
docker run --rm -v "$PWD:/src" app
# --- case
# ok: shell.container-privileged
docker run --cap-add NET_BIND_SERVICE app
# --- case
# ok: shell.container-privileged
docker run --privileged=false app
# --- case
# ok: shell.container-privileged
docker build -t app .
