# Codeward's image: locked packages with hashes, no pip and no compiler, another user than root, a root file system that may be read-only.
#
#   docker build -t codeward .
#   docker run --read-only --tmpfs /tmp --cap-drop ALL -v codeward:/data codeward keys new --team TEAM
#   docker run --read-only --tmpfs /tmp --cap-drop ALL -v codeward:/data -p 127.0.0.1:8080:8080 codeward
#
# The base is named by its tag, so that a rebuild brings the distribution's security fixes; all that is put on top is pinned by hash.
ARG PYTHON=3.13-slim-bookworm

FROM python:${PYTHON} AS builder
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore PYTHONDONTWRITEBYTECODE=1
WORKDIR /src
RUN python -m venv --without-pip /opt/codeward
# The lock changes less often than the source, so this layer is built once.
COPY requirements.lock ./
RUN python -m pip --python /opt/codeward/bin/python install --require-hashes --only-binary :all: --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY policies ./policies
COPY proxy ./proxy
# The build tools come from the lock too and leave again. A .pth file runs code at every start of Python (that is how litellm's stolen
# releases did it) and none of our packages has one, so finding one stops the build.
RUN python -m pip --python /opt/codeward/bin/python install --no-deps --no-index --no-build-isolation . \
 && python -m pip --python /opt/codeward/bin/python uninstall --yes hatchling pathspec pluggy tomlkit trove-classifiers \
 && if find /opt/codeward -name '*.pth' | grep .; then echo "error: unexpected .pth files" >&2; exit 1; fi \
 && python -m compileall -q /opt/codeward/lib

FROM python:${PYTHON}
LABEL org.opencontainers.image.title="Codeward" \
      org.opencontainers.image.description="An OpenAI-compatible proxy that checks generated code before a developer sees it." \
      org.opencontainers.image.licenses="Apache-2.0"
RUN python -m pip uninstall --yes --root-user-action ignore pip \
 && rm -rf /usr/local/lib/python3*/ensurepip \
 && groupadd --gid 10001 codeward \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin codeward \
 && install -d -o 10001 -g 10001 -m 0700 /data
COPY --from=builder /opt/codeward /opt/codeward
# Bound to every address, because a container's loopback is its own. So a key is needed: without one `serve` refuses.
ENV PATH=/opt/codeward/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    CODEWARD_DATA_DIR=/data \
    CODEWARD_SERVER__HOST=0.0.0.0 \
    CODEWARD_SERVER__PORT=8080
WORKDIR /data
VOLUME /data
EXPOSE 8080
USER 10001:10001
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["codeward", "health", "--live"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["codeward"]
CMD ["serve"]
