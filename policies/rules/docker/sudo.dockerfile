# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.sudo
RUN sudo apt-get update && sudo apt-get install -y x
# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.sudo
RUN sudo chown a b
# --- case: Dockerfile
FROM a:1
# ruleid: iac.docker.sudo
RUN true && sudo ls
# --- case: Dockerfile
FROM a:1
# ok: iac.docker.sudo
RUN chown a b
# --- case: Dockerfile
FROM a:1
# ok: iac.docker.sudo
RUN apt-get update && apt-get install -y sudo
