package org.polderdns.records;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Words for the values of a numeric field, in any case in text. Immutable. */
public final class Mnemonics {
  private final Map<String, Integer> byWord;
  private final Map<Integer, String> byNumber; // those to print

  private Mnemonics(Map<String, Integer> byWord, Map<Integer, String> byNumber) {
    this.byWord = Map.copyOf(byWord);
    this.byNumber = Map.copyOf(byNumber);
  }

  /** Words that are read, while numbers are written: {@code 8 RSASHA256 13 ECDSAP256SHA256}. */
  public static Mnemonics read(String numbersAndWords) {
    return of(numbersAndWords, false);
  }

  /** Words that are read and written; of several for one number the first is written. */
  public static Mnemonics readAndWritten(String numbersAndWords) {
    return of(numbersAndWords, true);
  }

  private static Mnemonics of(String numbersAndWords, boolean written) {
    String[] parts = numbersAndWords.split(" ", -1);
    Map<String, Integer> byWord = new HashMap<>();
    Map<Integer, String> byNumber = new HashMap<>();
    for (int i = 0; i < parts.length; i += 2) {
      int number = Integer.parseInt(parts[i]);
      byWord.put(parts[i + 1].toUpperCase(Locale.ROOT), number);
      if (written) {
        byNumber.putIfAbsent(number, parts[i + 1]);
      }
    }
    return new Mnemonics(byWord, byNumber);
  }

  /** The number of a word, or -1. */
  public int number(String word) {
    return byWord.getOrDefault(word.toUpperCase(Locale.ROOT), -1);
  }

  /** The word to print for a number, or null. */
  String word(int number) {
    return byNumber.get(number);
  }
}
