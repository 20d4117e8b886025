package org.polderdns.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.polderdns.backend.Autoprimary;
import org.polderdns.backend.AutoprimaryStore;
import org.polderdns.backend.ChangeMark;
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

/** Keys, TSIG keys, comments and autoprimaries. */
abstract class RolesContract extends ZoneContract {
  private static final String CONTENT =
      "Private-key-format: v1.2\nAlgorithm: 13 (ECDSAP256SHA256)\nPrivateKey: c2VjcmV0\n";

  private static final Name TSIG = Name.parse("transfer.example.");

  private List<StoredKey> keys() {
    return needs(KeyListing.class).keys(APEX);
  }

  private long addKey(int flags, boolean active, boolean published, String content) {
    try (ZoneTransaction tx = begin()) {
      long id = tx.keys().orElseThrow().add(flags, active, published, content);
      tx.commit();
      return id;
    }
  }

  @Test
  void keysAreKeptAsTheyWereAdded() {
    load(ZONE);
    assertThat(keys()).isEmpty();
    long ksk = addKey(257, true, true, CONTENT);
    long zsk = addKey(256, false, false, "other");
    assertThat(zsk).isGreaterThan(ksk).isPositive();
    assertThat(keys())
        .containsExactly(
            new StoredKey(ksk, 257, true, true, CONTENT),
            new StoredKey(zsk, 256, false, false, "other"));
    assertThat(needs(KeyListing.class).keys(Name.parse("EXAMPLE.org."))).hasSize(2);
    assertThat(needs(KeyListing.class).keys(Name.parse("absent.example."))).isEmpty();
    assertThat(keys().toString()).doesNotContain("c2VjcmV0", "other");
  }

  @Test
  void keysAreChangedAndRemoved() {
    load(ZONE);
    needs(KeyListing.class);
    long first = addKey(257, true, true, CONTENT);
    long second = addKey(257, true, true, "second");
    try (ZoneTransaction tx = begin()) {
      ZoneKeys keys = tx.keys().orElseThrow();
      keys.setActive(first, false);
      keys.setPublished(first, false);
      keys.setActive(second, true);
      assertThat(keys.all())
          .containsExactly(
              new StoredKey(first, 257, false, false, CONTENT),
              new StoredKey(second, 257, true, true, "second"));
      assertThat(keys()).allMatch(key -> key.active() && key.published());
      tx.commit();
    }
    try (ZoneTransaction tx = begin()) {
      ZoneKeys keys = tx.keys().orElseThrow();
      keys.setActive(first, true);
      keys.setPublished(first, true);
      keys.remove(second);
      keys.remove(second);
      tx.commit();
    }
    assertThat(keys()).containsExactly(new StoredKey(first, 257, true, true, CONTENT));
  }

  @Test
  void keysOfATransactionThatIsClosedAreNot() {
    load(ZONE);
    needs(KeyListing.class);
    long id = addKey(257, true, true, CONTENT);
    try (ZoneTransaction tx = begin()) {
      ZoneKeys keys = tx.keys().orElseThrow();
      keys.add(256, true, true, "other");
      keys.setActive(id, false);
      assertThat(keys.all()).hasSize(2);
    }
    assertThat(keys()).containsExactly(new StoredKey(id, 257, true, true, CONTENT));
  }

  @Test
  void keyThatIsNotThereFailsWithoutASecret() {
    needs(KeyListing.class);
    try (ZoneTransaction tx = begin()) {
      assertThatThrownBy(() -> tx.keys().orElseThrow().add(257, true, true, CONTENT))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("example.org.")
          .hasMessageNotContaining("c2VjcmV0");
    }
    load(ZONE);
    long id = addKey(257, true, true, CONTENT);
    try (ZoneTransaction tx = begin()) {
      ZoneKeys keys = tx.keys().orElseThrow();
      assertThatThrownBy(() -> keys.setActive(id + 1, true))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(Long.toString(id + 1));
      assertThatThrownBy(() -> keys.setPublished(id + 1, true)).isInstanceOf(StoreException.class);
    }
  }

  @Test
  void keysOfZonesDoNotMix() {
    load(ZONE);
    needs(KeyListing.class);
    long id = addKey(257, true, true, CONTENT);
    Name other = Name.parse("example.net.");
    ZoneText.load(store, other, "@ 60 SOA ns1 h 1 2 3 4 5");
    try (ZoneTransaction tx = ZoneText.writing(store).begin(other)) {
      ZoneKeys keys = tx.keys().orElseThrow();
      assertThat(keys.all()).isEmpty();
      assertThatThrownBy(() -> keys.setActive(id, false)).isInstanceOf(StoreException.class);
      keys.remove(id);
      tx.commit();
    }
    assertThat(keys()).hasSize(1);
  }

  @Test
  void keysOutliveNewContentsButNotTheZone() {
    load(ZONE);
    needs(KeyListing.class);
    needsToMakeZones();
    addKey(257, true, true, CONTENT);
    load("@ 60 SOA ns1 h 1 2 3 4 5");
    assertThat(keys()).hasSize(1);
    try (ZoneTransaction tx = begin()) {
      tx.delete();
      tx.commit();
    }
    load(ZONE);
    assertThat(keys()).isEmpty();
  }

  private List<Comment> comments() {
    List<Comment> all = new ArrayList<>();
    needs(CommentListing.class).comments(store.zone(APEX).orElseThrow(), all::add);
    return all;
  }

  @Test
  void commentsAreOnRRsets() {
    load(ZONE);
    assertThat(comments()).isEmpty();
    Name www = Name.parse("WWW.example.org.");
    Comment why = Comment.of(www, RecordType.A, 1_700_000_000L, "me", "Why \"not\"?\n\u00e9");
    Comment more = Comment.of(www, RecordType.A, 1_700_000_001L, "", "50%");
    Comment other = Comment.of(APEX, RecordType.SOA, 0, "me", "");
    try (ZoneTransaction tx = begin()) {
      ZoneComments comments = tx.comments().orElseThrow();
      comments.replace(www, RecordType.A, List.of(why));
      comments.add(more);
      comments.replace(APEX, RecordType.SOA, List.of(other));
      tx.commit();
    }
    assertThat(comments()).hasSize(3);
    assertThat(comments())
        .filteredOn(comment -> comment.isOn(www, RecordType.A))
        .extracting(comment -> comment.modifiedAt() + comment.account() + comment.text())
        .containsExactlyInAnyOrder("1700000000meWhy \"not\"?\n\u00e9", "170000000150%");
    try (ZoneTransaction tx = begin()) {
      tx.comments().orElseThrow().replace(www, RecordType.A, List.of());
      assertThat(comments()).hasSize(3);
      tx.commit();
    }
    assertThat(comments()).hasSize(1).allMatch(comment -> comment.isOn(APEX, RecordType.SOA));
  }

  @Test
  void commentsGoWithTheirZone() {
    load(ZONE);
    needs(CommentListing.class);
    needsToMakeZones();
    try (ZoneTransaction tx = begin()) {
      tx.comments().orElseThrow().add(Comment.of(APEX, RecordType.SOA, 1, "me", "text"));
      tx.delete();
      tx.commit();
    }
    load(ZONE);
    assertThat(comments()).isEmpty();
  }

  @Test
  void tsigKeysAreSetByNameAndAlgorithm() {
    TsigKeyStore tsig = needs(TsigKeyStore.class);
    assertThat(tsig.tsigKeys()).isEmpty();
    StoredTsigKey sha256 = new StoredTsigKey(TSIG, "hmac-sha256", "b25l");
    StoredTsigKey md5 = new StoredTsigKey(TSIG, "hmac-md5", "dHdv");
    StoredTsigKey odd = new StoredTsigKey(Name.parse("Other."), "bogus", "not base64!");
    tsig.setTsigKey(sha256);
    tsig.setTsigKey(md5);
    tsig.setTsigKey(odd);
    assertThat(tsig.tsigKeys()).containsExactlyInAnyOrder(sha256, md5, odd);
    assertThat(tsig.tsigKeys(Name.parse("TRANSFER.example.")))
        .containsExactlyInAnyOrder(sha256, md5);
    StoredTsigKey changed = new StoredTsigKey(TSIG, "hmac-sha256", "dGhyZWU=");
    tsig.setTsigKey(changed);
    tsig.setTsigKey(changed);
    assertThat(tsig.tsigKeys(TSIG)).containsExactlyInAnyOrder(changed, md5);
    assertThat(tsig.tsigKeys().toString()).doesNotContain("dGhyZWU=", "not base64!");
    tsig.deleteTsigKeys(TSIG);
    tsig.deleteTsigKeys(TSIG);
    assertThat(tsig.tsigKeys()).containsExactly(odd);
  }

  @Test
  void autoprimariesAreOfAddressAndNameserver() {
    AutoprimaryStore autoprimaries = needs(AutoprimaryStore.class);
    Autoprimary first = new Autoprimary("192.0.2.1", "ns1.example.net", "");
    Autoprimary second = new Autoprimary("192.0.2.1", "ns2.example.net", "me");
    Autoprimary third = new Autoprimary("2001:db8::1", "ns2.example.net", "me");
    autoprimaries.addAutoprimary(first);
    autoprimaries.addAutoprimary(second);
    autoprimaries.addAutoprimary(third);
    assertThat(autoprimaries.autoprimaries()).containsExactlyInAnyOrder(first, second, third);
    assertThat(autoprimaries.autoprimary("192.0.2.1", "ns2.example.net")).contains(second);
    assertThat(autoprimaries.autoprimary("192.0.2.2", "ns2.example.net")).isEmpty();
    assertThat(autoprimaries.autoprimaries("ns2.example.net", "me"))
        .containsExactlyInAnyOrder(second, third);
    assertThatThrownBy(() -> autoprimaries.addAutoprimary(first))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("192.0.2.1");
    autoprimaries.removeAutoprimary("192.0.2.1", "ns1.example.net");
    autoprimaries.removeAutoprimary("192.0.2.1", "ns1.example.net");
    assertThat(autoprimaries.autoprimaries()).containsExactlyInAnyOrder(second, third);
  }

  @Test
  void changeOfKeysMovesTheMark() {
    ChangeMark mark = needs(ChangeMark.class);
    load(ZONE);
    needs(KeyListing.class);
    long before = mark.changeMark();
    addKey(257, true, true, CONTENT);
    assertThat(mark.changeMark()).isNotEqualTo(before);
  }
}
