# One recipe for every service: docker buildx build --platform linux/arm64 --build-arg SERVICE=catalog .
# The bundle is plain JavaScript, so it is made on the builder's own processor and only copied to arm64.
FROM --platform=$BUILDPLATFORM node:24.21.0-bookworm-slim AS build
WORKDIR /shoal
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts
COPY platform platform
COPY pipeline/build pipeline/build
COPY services services
ARG SERVICE
RUN node pipeline/build/write-bundle.ts "$SERVICE" /image

FROM gcr.io/distroless/nodejs24-debian13:nonroot
WORKDIR /service
COPY --from=build /image ./
USER 65532:65532
CMD ["main.mjs"]
