# One recipe for every service that has none of its own: docker buildx build --platform linux/arm64 --build-arg SERVICE=catalog .
# The bundle is plain JavaScript, so it is made on the builder's own processor and only copied to arm64.
# Where Docker's own images are: `npx shoal image build` names the registry's cache of them.
ARG DOCKER_LIBRARY=docker.io/library
ARG RUNTIME=gcr.io/distroless/nodejs24-debian13:nonroot
FROM --platform=$BUILDPLATFORM ${DOCKER_LIBRARY}/node:24.21.0-bookworm-slim AS build
WORKDIR /shoal
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts
COPY platform platform
COPY pipeline/build pipeline/build
COPY services services
ARG SERVICE
RUN node pipeline/build/write-bundle.ts "$SERVICE" /image

FROM ${RUNTIME}
WORKDIR /service
COPY --from=build /image ./
USER 65532:65532
CMD ["main.mjs"]
