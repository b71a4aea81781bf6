# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.verification-off
ENV NODE_TLS_REJECT_UNAUTHORIZED=0
# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.verification-off
ENV GIT_SSL_NO_VERIFY=true
# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.verification-off
ENV PYTHONHTTPSVERIFY 0
# --- case: Dockerfile
FROM a:1
# ok: iac.docker.verification-off
ENV NODE_EXTRA_CA_CERTS=/ca.pem
# --- case: Dockerfile
FROM a:1
# ok: iac.docker.verification-off
ENV NODE_ENV=production
