package org.polderdns.backend.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.polderdns.backend.Autoprimary;
import org.polderdns.backend.AutoprimaryStore;
import org.polderdns.backend.Backend;
import org.polderdns.backend.Comment;
import org.polderdns.backend.CommentListing;
import org.polderdns.backend.KeyListing;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredKey;
import org.polderdns.backend.StoredTsigKey;
import org.polderdns.backend.TsigKeyStore;
import org.polderdns.backend.ZoneComments;
import org.polderdns.backend.ZoneKeys;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** Keys, comments, TSIG keys and autoprimaries. */
final class RoleChecks extends Checks {
  RoleChecks(Backend store, Name apex) {
    super(store, apex);
  }

  /** As long as the text of an RSA key of 4096 bits, and without any key in it. */
  String keys() {
    String content = "Private-key-format: v1.2\n" + "x".repeat(3500) + "\n";
    List<StoredKey> expected = new ArrayList<>();
    try (ZoneTransaction tx = begin()) {
      ZoneKeys keys = tx.keys().orElseThrow();
      for (boolean active : new boolean[] {true, false}) {
        for (boolean published : new boolean[] {true, false}) {
          int flags = active ? 257 : 256;
          long id = keys.add(flags, active, published, content);
          expected.add(new StoredKey(id, flags, active, published, content));
        }
      }
      tx.commit();
    }
    List<StoredKey> found = role(KeyListing.class).keys(apex);
    return expected.equals(found) ? "" : difference(expected, found) + lengths(found);
  }

  private static String lengths(List<StoredKey> keys) {
    return keys.isEmpty() ? "" : ", content of " + keys.get(0).content().length() + " characters";
  }

  String comments() {
    List<Comment> expected = new ArrayList<>();
    try (ZoneTransaction tx = begin()) {
      ZoneComments comments = tx.comments().orElseThrow();
      for (String text : List.of("\u00e9 \u20ac", "x".repeat(4000), "'\"\\%_\n")) {
        Comment comment =
            Comment.of(child("comment"), RecordType.A, 2_000_000_000L, "\u00e9".repeat(40), text);
        comments.add(comment);
        expected.add(comment);
      }
      tx.commit();
    }
    List<Comment> found = new ArrayList<>();
    role(CommentListing.class).comments(zone(), found::add);
    return difference(texts(expected), texts(found));
  }

  private static Set<String> texts(List<Comment> comments) {
    Set<String> texts = new HashSet<>();
    comments.forEach(one -> texts.add(one.modifiedAt() + " " + one.account() + " " + one.text()));
    return texts;
  }

  String tsigKeys() {
    TsigKeyStore keys = role(TsigKeyStore.class);
    Name name = child("tsig");
    if (!keys.tsigKeys(name).isEmpty()) {
      return "there is a key " + name;
    }
    StoredTsigKey replaced = new StoredTsigKey(name, "hmac-sha512", "b25l");
    StoredTsigKey first = new StoredTsigKey(name, "hmac-sha512", "x".repeat(255));
    StoredTsigKey second = new StoredTsigKey(name, "hmac-md5", "dHdv");
    try {
      keys.setTsigKey(replaced);
      keys.setTsigKey(first);
      keys.setTsigKey(second);
      List<StoredTsigKey> found = keys.tsigKeys(name);
      return Set.copyOf(found).equals(Set.of(first, second)) && found.size() == 2
          ? ""
          : "expected two keys of one name, found " + found;
    } finally {
      keys.deleteTsigKeys(name);
    }
  }

  String autoprimaries() {
    AutoprimaryStore known = role(AutoprimaryStore.class);
    String ip = "2001:db8:1234:5678:9abc:def0:1234:5678";
    Autoprimary expected =
        new Autoprimary(ip, child("autoprimary").toString(), "\u00e9".repeat(40));
    if (known.autoprimary(ip, expected.nameserver()).isPresent()) {
      return "there is an autoprimary " + expected.nameserver();
    }
    try {
      known.addAutoprimary(expected);
      String problem = known
          .autoprimary(ip, expected.nameserver())
          .map(found -> difference(expected, found))
          .orElse("it is not found");
      return problem.isEmpty() && isAddedAgain(known, expected) ? "it was added twice" : problem;
    } finally {
      known.removeAutoprimary(ip, expected.nameserver());
    }
  }

  private static boolean isAddedAgain(AutoprimaryStore known, Autoprimary autoprimary) {
    try {
      known.addAutoprimary(autoprimary);
      return true;
    } catch (StoreException e) {
      return false;
    }
  }
}
