# ruleid: deps.unverified-checksum
export GOSUMDB=off
# ruleid: deps.unverified-checksum
go env -w GONOSUMDB=*
# ruleid: deps.unverified-checksum
GONOSUMCHECK=1 go build ./...
# ruleid: deps.unverified-checksum
./gradlew build --dependency-verification off
# ruleid: deps.unverified-checksum
bundle config set disable_checksum_validation true
# ok: deps.unverified-checksum
export GOSUMDB=sums.example.com
# ok: deps.unverified-checksum
export GOPRIVATE=git.example.com/team/*
# ok: deps.unverified-checksum
export GOPROXY=direct
# ok: deps.unverified-checksum
./gradlew build --dependency-verification strict
# --- case: Dockerfile
FROM golang:1.24
# ruleid: deps.unverified-checksum
ENV GOPRIVATE=*
# ok: deps.unverified-checksum
ENV GOPRIVATE=*.example.com
# --- case: .yarnrc.yml
# ruleid: deps.unverified-checksum
checksumBehavior: ignore
# ok: deps.unverified-checksum
# checksumBehavior: throw
# --- case: gradle.properties
# ruleid: deps.unverified-checksum
org.gradle.dependency.verification=lenient
# ok: deps.unverified-checksum
org.gradle.dependency.verification=strict
