# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.remote-add
ADD https://example.com/x.tgz /x
# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.remote-add
ADD http://example.com/x /x
# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.remote-add
ADD --chown=a:a https://example.com/x /x
# --- case: Dockerfile
FROM a:1
# ok: iac.docker.remote-add
ADD --checksum=sha256:aa https://example.com/x /x
# --- case: Dockerfile
FROM a:1
# ok: iac.docker.remote-add
ADD x.tgz /x
