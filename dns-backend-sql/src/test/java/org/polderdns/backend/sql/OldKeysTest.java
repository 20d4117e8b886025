package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
import org.polderdns.backend.ZoneKeys;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;

/** Keys and the like where the schema has no room for some or all of them. */
class OldKeysTest {
  private static final Name APEX = Name.parse("example.org.");

  @TempDir
  Path directory;

  private Path file;

  @BeforeEach
  void makeTables() {
    file = directory.resolve("zones.sqlite");
    try (Backend store = Database.open(file)) {
      ZoneText.load(store, APEX, "@ 60 SOA ns1 h 1 2 3 4 5");
    }
  }

  private Backend open(String... changes) throws Exception {
    try (Database other = new Database(file)) {
      other.execute(changes);
    }
    return Database.open(file);
  }

  private static ZoneTransaction begin(Backend store) {
    return store.capability(ZoneWriting.class).orElseThrow().begin(APEX);
  }

  @Test
  void withoutTheColumnPublishedAllKeysAre() throws Exception {
    try (Backend store = open("alter table cryptokeys drop column published")) {
      long id;
      try (ZoneTransaction tx = begin(store)) {
        ZoneKeys keys = tx.keys().orElseThrow();
        id = keys.add(257, true, true, "content");
        keys.setPublished(id, true);
        assertThatThrownBy(() -> keys.setPublished(id, false))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("column published");
        assertThatThrownBy(() -> keys.add(256, true, false, "content"))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("column published");
        tx.commit();
      }
      assertThat(store.capability(KeyListing.class).orElseThrow().keys(APEX))
          .containsExactly(new StoredKey(id, 257, true, true, "content"));
    }
  }

  @Test
  void withoutTablesThereIsNothingAndZonesAreServedAndDeleted() throws Exception {
    try (Backend store = open(
        "drop table cryptokeys",
        "drop table tsigkeys",
        "drop table supermasters",
        "drop table comments")) {
      assertThat(store.capability(KeyListing.class).orElseThrow().keys(APEX)).isEmpty();
      store
          .capability(CommentListing.class)
          .orElseThrow()
          .comments(store.zone(APEX).orElseThrow(), comment -> {
            throw new AssertionError(comment);
          });
      TsigKeyStore tsig = store.capability(TsigKeyStore.class).orElseThrow();
      assertThat(tsig.tsigKeys()).isEmpty();
      assertThat(tsig.tsigKeys(APEX)).isEmpty();
      assertThatThrownBy(() -> tsig.setTsigKey(new StoredTsigKey(APEX, "hmac-md5", "b25l")))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("table tsigkeys is missing");
      AutoprimaryStore autoprimaries = store.capability(AutoprimaryStore.class).orElseThrow();
      assertThat(autoprimaries.autoprimaries()).isEmpty();
      assertThat(autoprimaries.autoprimary("192.0.2.1", "ns1")).isEmpty();
      assertThatThrownBy(
              () -> autoprimaries.addAutoprimary(new Autoprimary("192.0.2.1", "ns1", "")))
          .hasMessageContaining("table supermasters is missing");
      try (ZoneTransaction tx = begin(store)) {
        assertThatThrownBy(() -> tx.keys().orElseThrow().add(257, true, true, "content"))
            .hasMessageContaining("table cryptokeys is missing");
        assertThatThrownBy(
                () -> tx.comments().orElseThrow().add(Comment.of(APEX, RecordType.A, 0, "", "")))
            .hasMessageContaining("table comments is missing");
        tx.delete();
        tx.commit();
      }
      assertThat(store.zone(APEX)).isEmpty();
    }
  }

  @Test
  void rowsOfOthersAreReadAsTheyAre() throws Exception {
    try (Backend store = open(
        "insert into cryptokeys (domain_id, flags, active, content) values (1, 256, 't', null)",
        "insert into tsigkeys (name, algorithm, secret) values ('Key.Example', 'hmac-md5.', 's')",
        "insert into tsigkeys (name, algorithm, secret) values ('bad..name', 'hmac-md5', 's')",
        "insert into comments (domain_id, name, type, modified_at, comment)"
            + " values (1, 'bad..name', 'NONE', 5, 'text')")) {
      assertThat(store.capability(KeyListing.class).orElseThrow().keys(APEX))
          .containsExactly(new StoredKey(1, 256, true, true, ""));
      Name name = Name.parse("key.example.");
      TsigKeyStore tsig = store.capability(TsigKeyStore.class).orElseThrow();
      assertThat(tsig.tsigKeys()).containsExactly(new StoredTsigKey(name, "hmac-md5", "s"));
      assertThat(tsig.tsigKeys(name)).hasSize(1);
      List<Comment> comments = new ArrayList<>();
      store
          .capability(CommentListing.class)
          .orElseThrow()
          .comments(store.zone(APEX).orElseThrow(), comments::add);
      assertThat(comments).containsExactly(new Comment("bad..name", "NONE", 5, "", "text"));
    }
  }
}
