package org.polderdns.backend.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.backend.Backend;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.ChangeRefusedException;
import org.polderdns.zone.change.Changeset;

/** What becomes of the file. */
class BindWritingTest {
  private static final Name ONE = Name.parse("one.test.");

  @TempDir
  Path path;

  private BindDirectory directory;
  private Backend store;

  @BeforeEach
  void open() {
    directory = new BindDirectory(path).config("one.test");
    directory.write("one.test", BindDirectory.zone(1));
    store = directory.open();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private ZoneTransaction begin() {
    return store.capability(ZoneWriting.class).orElseThrow().begin(ONE);
  }

  private static Changeset withoutWww() {
    return Changeset.of(ONE).deleteName(Name.parse("www.one.test.")).build();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(path)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private String text() throws IOException {
    return Files.readString(directory.file("one.test"));
  }

  @Test
  void fileHasAHeadAndKeepsItsPermissionsAndItsLink() throws IOException {
    Path real = directory.file("real");
    Files.move(directory.file("one.test"), real);
    Files.createSymbolicLink(directory.file("one.test"), real);
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    try (ZoneTransaction tx = begin()) {
      tx.apply(withoutWww());
      tx.commit();
    }
    assertThat(text()).startsWith("; Written by Polder DNS at ").contains("Zone 'one.test'\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rw-r-----");
    assertThat(directory.file("one.test")).isSymbolicLink();
    assertThat(files()).containsExactly("named.conf", "one.test", "real");
  }

  @Test
  void signaturesHaveTheTtlOfWhatTheyCover() throws IOException {
    String signatures = """
        @ 300 RRSIG SOA 13 2 300 20300101000000 20200101000000 1 @ AAAA
        @ 60 RRSIG TXT 13 2 60 20300101000000 20200101000000 1 @ AAAA
        @ 60 TXT x
        """;
    try (ZoneTransaction tx = begin()) {
      ZoneText.read(tx.replaceAll(), ONE, BindDirectory.zone(2) + signatures).finish();
      tx.commit();
    }
    assertThat(text()).containsPattern("\\b60\\s+(IN\\s+)?RRSIG\\s+TXT ");
    assertThat(text()).doesNotContainPattern("\\b60\\s+(IN\\s+)?RRSIG\\s+SOA ");
  }

  @Test
  void fileThatSomebodyChangedMeanwhileIsLeftAlone() throws IOException {
    try (ZoneTransaction tx = begin()) {
      tx.apply(withoutWww());
      directory.write("one.test", BindDirectory.zone(7));
      assertThatThrownBy(tx::commit)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("was changed by someone else");
    }
    assertThat(text()).isEqualTo(BindDirectory.zone(7));
    assertThat(files()).containsExactly("named.conf", "one.test");
  }

  @Test
  void brokenFileCanBeReplacedAndNotChanged() throws IOException {
    directory.write("one.test", "broken");
    try (ZoneTransaction tx = begin()) {
      assertThatThrownBy(() -> tx.apply(withoutWww())).isInstanceOf(StoreException.class);
      ZoneText.read(tx.replaceAll(), ONE, BindDirectory.zone(2)).finish();
      tx.commit();
    }
    assertThat(store.lookup(store.zone(ONE).orElseThrow(), List.of(ONE))).hasSize(1);
  }

  @Test
  void zoneKeepsItsSoa() throws IOException {
    try (ZoneTransaction tx = begin()) {
      tx.apply(Changeset.of(ONE).deleteRRset(ONE, RecordType.SOA).build());
      assertThatThrownBy(tx::commit).isInstanceOf(ChangeRefusedException.class);
    }
    assertThat(text()).isEqualTo(BindDirectory.zone(1));
  }

  @Test
  void zonesAreMadeAndDeletedInTheConfiguration() {
    try (ZoneTransaction tx = begin()) {
      assertThatThrownBy(tx::delete)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("in the named.conf");
      assertThatThrownBy(() -> tx.setMetadata("X-A", List.of("1")))
          .isInstanceOf(StoreException.class);
      assertThatThrownBy(() -> tx.update(tx.zone().orElseThrow().withKind(ZoneKind.MASTER)))
          .isInstanceOf(StoreException.class);
    }
  }

  @Test
  void directoryThatCannotBeWrittenLeavesTheZone() throws IOException {
    try (ZoneTransaction tx = begin()) {
      tx.apply(withoutWww());
      Files.move(path, path.resolveSibling(path.getFileName() + "-moved"));
      assertThatThrownBy(tx::commit).isInstanceOf(StoreException.class);
    } finally {
      Files.move(path.resolveSibling(path.getFileName() + "-moved"), path);
    }
    assertThat(text()).isEqualTo(BindDirectory.zone(1));
    assertThat(store.lookup(store.zone(ONE).orElseThrow(), List.of(Name.parse("www.one.test."))))
        .hasSize(1);
  }
}
