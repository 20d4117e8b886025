package org.polderdns.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendFactories;
import org.polderdns.backend.BackendFactory;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.ChangeMark;
import org.polderdns.backend.CompanionUse;
import org.polderdns.backend.KeyFiles;
import org.polderdns.backend.KeyListing;
import org.polderdns.backend.Launch;
import org.polderdns.backend.MetadataListing;
import org.polderdns.backend.MetadataStore;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredKey;
import org.polderdns.backend.StoredTsigKey;
import org.polderdns.backend.TsigKeyListing;
import org.polderdns.backend.TsigKeyStore;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.backend.memory.MemoryBackend;
import org.polderdns.dnssec.key.IscKeyText;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.SigningKey;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.Changeset;

/** Keys and metadata of zones in files, in PowerDNS's own file and in another store. */
class BindKeysTest {
  private static final Name ONE = Name.parse("one.test.");
  private static final Name ABSENT = Name.parse("absent.test.");

  @TempDir
  Path directory;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        directory.resolve("named.conf"),
        "options { directory \"" + directory + "\"; };\n"
            + "zone \"one.test\" { type native; file \"one\"; };\n");
    Files.writeString(
        directory.resolve("one"),
        "$TTL 300\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 192.0.2.1\nwww A 192.0.2.2\n");
  }

  private Path keys() {
    return directory.resolve("keys.db");
  }

  private Backend bind(String... settings) {
    BackendFactory factory = BackendFactories.find("bind").orElseThrow();
    Map<String, String> values =
        new HashMap<>(Map.of("config", directory.resolve("named.conf").toString()));
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], settings[i + 1]);
    }
    return factory.open(BackendSettings.of(new Launch("bind", ""), factory, values));
  }

  private Pdnsutil pdnsutil() throws IOException {
    return new Pdnsutil(
        directory.resolve("pdns"),
        "launch=bind",
        "bind-config=" + directory.resolve("named.conf"),
        "bind-dnssec-db=" + keys());
  }

  private static <T> T role(Backend store, Class<T> type) {
    return store.capability(type).orElseThrow();
  }

  private static ZoneTransaction begin(Backend store, Name apex) {
    return role(store, ZoneWriting.class).begin(apex);
  }

  @Test
  void fileMadeAndFilledByPdnsutilIsRead() throws Exception {
    Pdnsutil theirs = pdnsutil();
    theirs.run("create-bind-db", keys().toString());
    try (Backend store = bind("dnssec-db", keys().toString())) {
      long mark = role(store, ChangeMark.class).changeMark();
      theirs.run("secure-zone", "one.test");
      theirs.run("set-nsec3", "one.test", "1 0 0 -");
      theirs.run("import-tsig-key", "k", "hmac-sha256", "aGVsbG8=");
      theirs.run("activate-tsig-key", "one.test", "k", "primary");

      assertThat(role(store, ChangeMark.class).changeMark()).isNotEqualTo(mark);
      List<StoredKey> keys = role(store, KeyListing.class).keys(ONE);
      assertThat(keys).hasSize(1);
      assertThat(keys.get(0).flags()).isEqualTo(257);
      assertThat(keys.get(0).active()).isTrue();
      assertThat(keys.get(0).published()).isTrue();
      SigningKey key = IscKeyText.parse(keys.get(0).content());
      assertThat(theirs.run("show-zone", "one.test")).contains("tag = " + key.tag(257) + ",");
      assertThat(role(store, MetadataListing.class).allMetadata(ONE))
          .isEqualTo(Map.of("NSEC3PARAM", List.of("1 0 0 -"), "TSIG-ALLOW-AXFR", List.of("k")));
      assertThat(role(store, TsigKeyListing.class).tsigKeys())
          .containsExactly(new StoredTsigKey(Name.parse("k."), "hmac-sha256", "aGVsbG8="));
    }
  }

  @Test
  void fileMadeAndFilledByUsIsReadByPdnsutil() throws Exception {
    Pdnsutil theirs = pdnsutil();
    KeyFiles.find("bind").create("bind", keys());
    SigningKey key = SigningKey.generate(SigningAlgorithm.ED25519, 256, new SecureRandom());
    try (Backend store = bind("dnssec-db", keys().toString())) {
      try (ZoneTransaction tx = begin(store, ONE)) {
        tx.keys().orElseThrow().add(257, true, true, IscKeyText.write(key));
        tx.keys().orElseThrow().add(256, false, false, IscKeyText.write(key));
        tx.setMetadata("SOA-EDIT", List.of("INCEPTION-INCREMENT"));
        assertThat(tx.metadata("SOA-EDIT")).containsExactly("INCEPTION-INCREMENT");
        assertThat(role(store, KeyListing.class).keys(ONE)).isEmpty();
        tx.commit();
      }
      role(store, MetadataStore.class).setMetadata(ONE, "X-A", List.of("b", "c"));
      role(store, TsigKeyStore.class)
          .setTsigKey(new StoredTsigKey(Name.parse("k."), "hmac-sha512", "aGVsbG8="));
    }
    assertThat(theirs.run("show-zone", "one.test"))
        .contains("tag = " + key.tag(257) + ",", "SOA-EDIT\tINCEPTION-INCREMENT", "ED25519")
        .contains("tag = " + key.tag(256) + ",", "Inactive\t Unpublished");
    assertThat(theirs.run("get-meta", "one.test", "X-A")).contains("b", "c");
    assertThat(theirs.run("list-tsig-keys")).contains("k. hmac-sha512. aGVsbG8=");
  }

  @Test
  void recordsKeysAndMetadataChangeInOneTransactionOrNot() throws Exception {
    KeyFiles.find("bind").create("bind", keys());
    try (Backend store = bind("dnssec-db", keys().toString())) {
      try (ZoneTransaction tx = begin(store, ONE)) {
        tx.keys().orElseThrow().add(257, true, true, "x");
        tx.apply(Changeset.of(ONE).deleteName(Name.parse("www.one.test.")).build());
      }
      assertThat(role(store, KeyListing.class).keys(ONE)).isEmpty();
      try (ZoneTransaction tx = begin(store, ONE)) {
        tx.keys().orElseThrow().add(257, true, true, "x");
        tx.apply(Changeset.of(ONE).deleteName(Name.parse("www.one.test.")).build());
        tx.commit();
      }
      assertThat(role(store, KeyListing.class).keys(ONE)).hasSize(1);
      assertThat(Files.readString(directory.resolve("one"))).doesNotContain("www");
    }
  }

  @Test
  void zoneThatIsNotServedHasNone() throws Exception {
    KeyFiles.find("bind").create("bind", keys());
    try (Backend store = bind("dnssec-db", keys().toString())) {
      assertThatThrownBy(
              () -> role(store, MetadataStore.class).setMetadata(ABSENT, "X-A", List.of("1")))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("there is no zone absent.test.");
      try (ZoneTransaction tx = begin(store, ABSENT)) {
        assertThat(tx.keys()).isEmpty();
        assertThatThrownBy(() -> tx.setMetadata("X-A", List.of("1")))
            .isInstanceOf(StoreException.class);
      }
    }
  }

  @Test
  void withoutFileThereAreNoKeys() {
    try (Backend store = bind()) {
      assertThat(store.capability(KeyListing.class)).isEmpty();
      assertThat(store.capability(MetadataStore.class)).isEmpty();
      try (ZoneTransaction tx = begin(store, ONE)) {
        assertThat(tx.keys()).isEmpty();
        assertThatThrownBy(() -> tx.setMetadata("X-A", List.of("1")))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("need bind-dnssec-db or bind-hybrid");
      }
    }
    assertThatThrownBy(() -> bind("dnssec-db", keys().toString()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("does not exist yet");
  }

  @Test
  void signedFileIsPresignedUnlessTheZoneHasActiveKeys() throws Exception {
    KeyFiles.find("bind").create("bind", keys());
    Files.writeString(
        directory.resolve("one"),
        "@ 300 RRSIG SOA 13 2 300 20300101000000 20200101000000 1 @ AAAA\n",
        StandardOpenOption.APPEND);
    try (Backend store = bind("dnssec-db", keys().toString())) {
      MetadataListing metadata = role(store, MetadataListing.class);
      assertThat(metadata.allMetadata(ONE)).isEqualTo(Map.of("PRESIGNED", List.of("1")));
      try (ZoneTransaction tx = begin(store, ONE)) {
        tx.keys().orElseThrow().add(257, true, true, "x");
        tx.commit();
      }
      assertThat(metadata.metadata(ONE, "PRESIGNED")).isEmpty();
      role(store, MetadataStore.class).setMetadata(ONE, "PRESIGNED", List.of("1"));
      assertThat(metadata.metadata(ONE, "presigned")).containsExactly("1");
    }
  }

  @Test
  void hybridKeepsThemInAnotherStoreThatHasTheZone() {
    MemoryBackend other = new MemoryBackend("gsqlite3");
    try (Backend store = bind("hybrid", "yes")) {
      CompanionUse.connect(List.of(store, other));
      try (ZoneTransaction tx = begin(store, ONE)) {
        assertThatThrownBy(tx::keys)
            .isInstanceOf(StoreException.class)
            .hasMessageContaining(
                "gsqlite3, which is to keep its keys and metadata (bind-hybrid), has no zone");
      }
      try (ZoneTransaction tx = other.begin(ONE)) {
        tx.create(ZoneKind.NATIVE);
        tx.commit();
      }
      try (ZoneTransaction tx = begin(store, ONE)) {
        tx.keys().orElseThrow().add(257, true, true, "x");
        tx.setMetadata("NSEC3PARAM", List.of("1 0 0 -"));
        tx.commit();
      }
      assertThat(other.keys(ONE))
          .hasSize(1)
          .isEqualTo(role(store, KeyListing.class).keys(ONE));
      assertThat(role(store, MetadataListing.class).metadata(ONE, "nsec3param"))
          .containsExactly("1 0 0 -");
      assertThat(
              store.lookup(store.zone(ONE).orElseThrow(), List.of(ONE)).get(ONE).rrsets())
          .anyMatch(rrset -> rrset.type() == RecordType.SOA);
    }
  }

  @Test
  void hybridWithoutAnotherStoreHasNoKeys() {
    try (Backend store = bind("hybrid", "yes")) {
      CompanionUse.connect(List.of(store));
      assertThat(store.capability(KeyListing.class)).isEmpty();
    }
  }
}
