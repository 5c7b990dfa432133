# Builds the gateway's image. The target "demo" builds the simulated providers and the token issuer.
#
#   docker build -t switchgear .
#   docker build -t switchgear-demo --target demo .
#
# To use other base images: --build-arg BUILD_IMAGE=... (Maven, a JDK 25 and a shell), --build-arg RUNTIME_IMAGE=... (any
# Java 25, such as eclipse-temurin:25-jre; no shell is needed). The defaults are pinned by the digest of their manifest list,
# which Renovate updates. Run the image read-only with a writable /tmp: docker run --read-only --tmpfs /tmp ... (see
# compose.yaml).
#
# There is no HEALTHCHECK, because the image has no shell and no HTTP client. Probe it from outside, on port 8081:
# /actuator/health/liveness and /actuator/health/readiness.

ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-25@sha256:93b8a14ea2f412782e4e842651273b4d903e35cc496284f178fbbe2d67d00976
ARG RUNTIME_IMAGE=gcr.io/distroless/java25-debian13:nonroot@sha256:ca60da1345c0f17b6d019049e6749e15f10fd3c0da86dec938d2b4ec565d0629

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
COPY pom.xml ./
# CI checks format and style and runs the tests, so this build skips them.
ENV MAVEN_SKIPS="-Dspring-javaformat.validate.skip=true -Dcheckstyle.skip=true -Dcodegen.skip"
# Without sources: downloads the dependencies into a layer that is cached until pom.xml changes.
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
# Directory for the demo's keyset; a volume that is mounted here takes over its owner.
COPY --from=build-demo --chown=10001:10001 /build/target/empty keyset/
USER 10001:10001
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp", "/demo/test-classes:/demo/classes:/demo/lib/*"]
CMD ["io.switchgear.simulator.Simulators"]

FROM ${RUNTIME_IMAGE} AS layers
# This stage and the next one write outside the home directory of the base image's user.
USER 0:0
COPY --from=build /build/target/switchgear-*.jar /switchgear.jar
RUN ["java", "-Djarmode=tools", "-jar", "/switchgear.jar", "extract", "--layers", "--destination", "/layers", "--application-filename", "app.jar"]

# Prepares PostgreSQL for the training run here, because that needs a shell. It refuses to run as root, and takes along the
# libraries that a small base image lacks.
FROM build-demo AS build-training
RUN mvn -B -ntp -q dependency:copy-dependencies -DincludeGroupIds=io.zonky.test.postgres \
      -DexcludeArtifactIds=embedded-postgres-binaries-windows-amd64,embedded-postgres-binaries-darwin-amd64 -DoutputDirectory=target/postgres
RUN echo "training:x:10001:10001::/training:/bin/false" >> /etc/passwd \
    && install -d -o 10001 -g 10001 /training \
    && setpriv --reuid=10001 --regid=10001 --clear-groups java -Djava.io.tmpdir=/tmp \
      -cp "target/test-classes:target/classes:target/lib/*:target/postgres/*" io.switchgear.training.TrainingDatabase /training \
    && cp --dereference $(ldd /training/PG-*/bin/postgres | sed -nE 's/^.*(libstdc\+\+|libgcc_s).* => (\S+) .*$/\2/p') /training/PG-*/lib/

# Trains the AOT cache: starts the application, and sends it the usual requests for half a minute, so that the cache also
# holds profiles of the code that serves them. The JVM, its options and the paths of all files must be the same as in the
# last stage.
FROM ${RUNTIME_IMAGE} AS trained
USER 0:0
WORKDIR /app
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
COPY deploy/docker/jvm.flags ./
COPY --from=build-demo /build/target/lib /demo/lib/
COPY --from=build-demo /build/target/classes /demo/classes/
COPY --from=build-demo /build/target/test-classes /demo/test-classes/
COPY --from=build-training --chown=10001:10001 /training /training/
USER 10001:10001
RUN ["java", "-XX:+UseSerialGC", "-cp", "/demo/test-classes:/demo/classes:/demo/lib/*", "io.switchgear.training.TrainingRun", "/training", "java", "-XX:Flags=/app/jvm.flags", "-XX:AOTCacheOutput=/training/app.aot", "-jar", "/app/app.jar"]

FROM ${RUNTIME_IMAGE} AS gateway
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Switchgear" \
      org.opencontainers.image.description="One internal REST API that enables, disables and updates third-party integrations" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
WORKDIR /app
COPY deploy/docker/jvm.flags ./
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
COPY --from=trained /training/app.aot ./
EXPOSE 8080 8081
# A numeric id, so that Kubernetes can verify that it is not root.
USER 10001:10001
STOPSIGNAL SIGTERM
# JDK_JAVA_OPTIONS overrides jvm.flags.
ENTRYPOINT ["java", "-XX:Flags=/app/jvm.flags", "-XX:AOTCache=/app/app.aot", "-jar", "/app/app.jar"]
