package org.polderdns.backend;

import java.util.List;
import java.util.function.Consumer;

/** A store whose database an operator can give statements to, in the database's own language. */
public interface DirectStatements {
  /**
   * Executes a statement, and commits it.
   *
   * @param rows is given each row of the result, if there is one; a column without value is empty
   */
  void execute(String statement, Consumer<List<String>> rows);
}
