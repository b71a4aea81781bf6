# --- case: Dockerfile
# ruleid: iac.docker.image-moves
FROM python:latest
USER app
# --- case: Dockerfile
# ruleid: iac.docker.image-moves
FROM node
USER app
# --- case: Dockerfile
FROM golang:1.23.2 AS b
# ruleid: iac.docker.image-moves
FROM alpine
COPY --from=b /a /a
USER app
# --- case: Dockerfile
# ok: iac.docker.image-moves
FROM python:3.13.1-slim
USER app
# --- case: Dockerfile
FROM golang:1.23.2 AS b
# ok: iac.docker.image-moves
FROM b
USER app
