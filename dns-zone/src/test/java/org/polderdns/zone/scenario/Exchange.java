package org.polderdns.zone.scenario;

/**
 * A question of a scenario and the reply to it.
 *
 * @param line where it stands in the file
 */
public record Exchange(int line, Question question, Reply expected) {}
