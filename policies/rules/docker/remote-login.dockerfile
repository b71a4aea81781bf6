# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.remote-login
EXPOSE 22
# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.remote-login
EXPOSE 80 3389/tcp
# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.remote-login
EXPOSE 5900
# --- case: Dockerfile
FROM a:1
# ok: iac.docker.remote-login
EXPOSE 8080
# --- case: Dockerfile
FROM a:1
# ok: iac.docker.remote-login
EXPOSE 443 2222
