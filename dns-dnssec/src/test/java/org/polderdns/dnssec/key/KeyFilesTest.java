package org.polderdns.dnssec.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.polderdns.wire.Name;

/** Pairs of files made by dnssec-keygen (BIND 9.18) and ldns-keygen 1.8.3, and our own. */
class KeyFilesTest {
  @TempDir
  Path directory;

  static Stream<Path> pairs() {
    return Stream.concat(
        Fixtures.files("bind", ".private").stream(), Fixtures.files("ldns", ".private").stream());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void pairsOfOthersAreReadAndNamedAsTheyNameThem(Path file) {
    KeyFiles.Pair pair = KeyFiles.read(file);
    assertThat(KeyFiles.baseName(pair.owner(), pair.key(), pair.dnskey().flags()) + ".private")
        .isEqualTo(file.getFileName().toString());
    assertThat(KeyFiles.read(
            file.resolveSibling(file.getFileName().toString().replace(".private", ".key"))))
        .isEqualTo(pair);
  }

  @Test
  void everyAlgorithmIsThere() {
    assertThat(pairs().map(file -> KeyFiles.read(file).key().algorithm()))
        .contains(SigningAlgorithm.values());
  }

  @Test
  void timesOfBindAreTheLifeOfTheKey() {
    KeyLife life = KeyFiles.read(Fixtures.files("bind", ".private").get(1)).life();
    assertThat(life.stateAt(Instant.parse("2025-12-31T23:59:59Z"))).isEqualTo(KeyState.STORED);
    assertThat(life.stateAt(Instant.parse("2026-01-01T00:00:00Z"))).isEqualTo(KeyState.SHOWN);
    assertThat(life.stateAt(Instant.parse("2026-02-01T00:00:00Z"))).isEqualTo(KeyState.IN_USE);
    assertThat(life.stateAt(Instant.parse("2026-03-01T00:00:00Z"))).isEqualTo(KeyState.SHOWN);
    assertThat(life.stateAt(Instant.parse("2026-04-01T00:00:00Z"))).isEqualTo(KeyState.STORED);
    assertThat(life.nextAfter(Instant.parse("2026-01-01T00:00:00Z")).orElseThrow())
        .isEqualTo(
            new KeyLife.Step(Instant.parse("2026-02-01T00:00:00Z"), KeyState.IN_USE, "Activate"));
  }

  @Test
  void fileWithoutTimesIsAKeyInUseAndOneMadeWithoutPlanIsStored() {
    assertThat(KeyFiles.read(Fixtures.files("ldns", ".private").get(0)).life())
        .isEqualTo(KeyLife.always(KeyState.IN_USE));
    KeyFiles.Pair unplanned = KeyFiles.read(Fixtures.path("bind/K.+015+08872.key"));
    assertThat(unplanned.owner()).isEqualTo(Name.ROOT);
    assertThat(unplanned.life().stateAt(Instant.MAX)).isEqualTo(KeyState.STORED);
  }

  @ParameterizedTest
  @EnumSource(SigningAlgorithm.class)
  void whatIsWrittenIsReadAgainAndPrivate(SigningAlgorithm algorithm) throws IOException {
    SigningKey key = SigningKey.generate(
        algorithm,
        Math.max(1024, algorithm.minBits()) <= algorithm.maxBits() ? 1024 : algorithm.maxBits(),
        new SecureRandom());
    Instant now = Instant.parse("2026-11-21T18:00:00Z");
    KeyLife life = KeyLife.of(now, KeyState.STORED, "Created")
        .with(now.plusSeconds(60), KeyState.SHOWN, "Publish")
        .with(now.plusSeconds(3600), KeyState.IN_USE, "Activate")
        .with(now.plusSeconds(7200), KeyState.SHOWN, "Inactive");
    Name owner = Name.parse("a/..%2e\\.B.example.".replace("..", "."));
    Path file = KeyFiles.write(directory, owner, key, 257, life);
    assertThat(file.getParent()).isEqualTo(directory);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(KeyFiles.read(file)).isEqualTo(new KeyFiles.Pair(owner, key.dnskey(257), key, life));
    assertThatThrownBy(() -> KeyFiles.write(directory, owner, key, 257, life))
        .isInstanceOf(UncheckedIOException.class);
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).hasSize(2);
    }
  }

  @Test
  void keyBesideTheRecordOfAnotherIsRefused() throws IOException {
    List<Path> ours = Fixtures.files("bind", ".private");
    Path stranger = ours.get(ours.size() - 1);
    Path moved = directory.resolve("Kexample.org.+013+00001.private");
    Files.copy(ours.get(ours.size() - 2), moved);
    Files.copy(
        Path.of(stranger.toString().replace(".private", ".key")),
        directory.resolve("Kexample.org.+013+00001.key"));
    assertThatThrownBy(() -> KeyFiles.read(moved))
        .isInstanceOf(KeyRefusedException.class)
        .hasMessageContaining("Kexample.org.+013+00001: the private key is not that of the DNSKEY")
        .extracting(e -> ((KeyRefusedException) e).reason())
        .isEqualTo(KeyRefusedException.Reason.MISMATCH);
  }

  @Test
  void publicFileWithoutItsRecordIsRefused() throws IOException {
    Path file = KeyFiles.write(
        directory,
        Name.parse("example."),
        SigningKey.generate(SigningAlgorithm.ED25519, 256, new SecureRandom()),
        257,
        KeyLife.always(KeyState.IN_USE));
    Path record = Path.of(file.toString().replace(".private", ".key"));
    for (String wrong : List.of("", "example. IN A 192.0.2.1\n", "example. IN DNSKEY 257 3\n")) {
      Files.writeString(record, wrong);
      assertThatThrownBy(() -> KeyFiles.read(file)).isInstanceOf(KeyRefusedException.class);
    }
  }
}
