package org.polderdns.backend;

/** A store that can tell cheaply whether anything in it was changed, by whomever. */
public interface ChangeMark {
  /** A number that is another one after each committed change of the store. */
  long changeMark();
}
