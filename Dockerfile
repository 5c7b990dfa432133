# The gateway's image, and as target "demo" the simulated providers and the token issuer beside it.
#
#   docker build -t switchgear .
#   docker build -t switchgear-demo --target demo .
#
# Other base images: --build-arg BUILD_IMAGE=... (Maven, a JDK 25 and a shell), --build-arg RUNTIME_IMAGE=... (any Java 25,
# such as eclipse-temurin:25-jre; no shell is needed). The default ones are pinned by the digest of their manifest list, which
# Renovate updates. Run it read-only and with a writable /tmp: docker run --read-only --tmpfs /tmp ... (see compose.yaml).
#
# There is no HEALTHCHECK: the image has no shell and no HTTP client. Probe it from outside, on port 8081:
# /actuator/health/liveness and /actuator/health/readiness.

ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-25@sha256:93b8a14ea2f412782e4e842651273b4d903e35cc496284f178fbbe2d67d00976
ARG RUNTIME_IMAGE=gcr.io/distroless/java25-debian13:nonroot@sha256:ca60da1345c0f17b6d019049e6749e15f10fd3c0da86dec938d2b4ec565d0629

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
COPY pom.xml ./
# Format, style and tests are the gate's business; here they would only be repeated.
ENV MAVEN_SKIPS="-Dspring-javaformat.validate.skip=true -Dcheckstyle.skip=true -Dcodegen.skip"
# Without sources: downloads what the build needs into a layer that lasts until pom.xml changes.
RUN mvn -B -ntp -q package -Dmaven.test.skip=true ${MAVEN_SKIPS} -Dspring-boot.repackage.skip=true
COPY src/main src/main
RUN mvn -B -ntp -q package -Dmaven.test.skip=true ${MAVEN_SKIPS}

FROM build AS build-demo
COPY src/test src/test
RUN mvn -B -ntp -q test-compile dependency:copy-dependencies ${MAVEN_SKIPS} \
      -DincludeScope=test -DexcludeGroupIds=io.zonky.test.postgres,com.marcnuri.helm-java -DoutputDirectory=target/lib \
    && mkdir target/empty

FROM ${RUNTIME_IMAGE} AS demo
WORKDIR /demo
COPY --from=build-demo /build/target/lib lib/
COPY --from=build-demo /build/target/classes classes/
COPY --from=build-demo /build/target/test-classes test-classes/
# Where the demonstration's keyset goes; a volume mounted here takes over the owner.
COPY --from=build-demo --chown=10001:10001 /build/target/empty keyset/
USER 10001:10001
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp", "/demo/test-classes:/demo/classes:/demo/lib/*"]
CMD ["io.switchgear.simulator.Simulators"]

FROM ${RUNTIME_IMAGE} AS layers
# This and the next stage write outside the home of the base image's own user.
USER 0:0
COPY --from=build /build/target/switchgear-*.jar /switchgear.jar
RUN ["java", "-Djarmode=tools", "-jar", "/switchgear.jar", "extract", "--layers", "--destination", "/layers", "--application-filename", "app.jar"]

# Starts the application up to the point where it would open its ports, and keeps what the JVM learned. It has to be
# the same JVM, with the same options and the same files in the same place, as in the last stage.
FROM ${RUNTIME_IMAGE} AS trained
USER 0:0
WORKDIR /app
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
COPY deploy/docker/jvm.flags ./
COPY deploy/docker/training.yaml /training/
RUN ["java", "-XX:Flags=/app/jvm.flags", "-XX:AOTCacheOutput=/app/app.aot", "-Dspring.context.exit=onRefresh", "-Dspring.config.additional-location=file:/training/training.yaml", "-jar", "/app/app.jar"]

FROM ${RUNTIME_IMAGE} AS gateway
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Switchgear" \
      org.opencontainers.image.description="One internal REST API that switches third-party integrations on, off and over" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
WORKDIR /app
COPY deploy/docker/jvm.flags ./
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
COPY --from=trained /app/app.aot ./
EXPOSE 8080 8081
# By number, so that Kubernetes can tell that it is not root.
USER 10001:10001
STOPSIGNAL SIGTERM
# What a site sets in JDK_JAVA_OPTIONS goes over jvm.flags.
ENTRYPOINT ["java", "-XX:Flags=/app/jvm.flags", "-XX:AOTCache=/app/app.aot", "-jar", "/app/app.jar"]
