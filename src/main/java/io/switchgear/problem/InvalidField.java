package io.switchgear.problem;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer JSON Pointer (RFC 6901) into the body, or the name of a parameter
 * @param message what is expected; never repeats the value that was sent
 */
public record InvalidField(String pointer, String message) {
}
