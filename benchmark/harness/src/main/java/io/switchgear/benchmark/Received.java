package io.switchgear.benchmark;

/** A request as it came to the stub. */
record Received(String method, String path, String credential, String body) {
}
