package io.switchgear.integration;

/**
 * A state that a change went through.
 *
 * @param position where a reader resumes that has seen this one
 * @param change as it was then
 */
public record ChangeEvent(String position, Change change) {
}
