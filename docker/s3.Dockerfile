# The S3 server, from the source that `hub/installer/go/go.sum` pins: the same that runs without containers.
FROM golang:1.26.8-bookworm AS build
WORKDIR /build
COPY hub/installer/go/ .
RUN GOTOOLCHAIN=local CGO_ENABLED=0 go build -mod=readonly -trimpath -o /versitygw \
    github.com/versity/versitygw/cmd/versitygw

FROM debian:12.12-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends curl \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10002 s3 \
    && install --directory --owner=s3 --group=s3 /data /data/hub
COPY --from=build /versitygw /usr/local/bin/versitygw
USER s3
VOLUME /data
ENTRYPOINT ["versitygw", "--port", ":7070", "--health", "/health", "--quiet", "posix", "/data"]
