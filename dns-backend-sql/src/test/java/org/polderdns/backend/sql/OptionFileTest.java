package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in which clients of MySQL and MariaDB find how to connect. */
class OptionFileTest {
  @TempDir
  Path directory;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text.replace("DIR", directory.toString()));
  }

  private static Map<String, String> read(Path... files) {
    return OptionFile.read(List.of(files), Set.of("client", "pdns"));
  }

  @Test
  void onlyTheGroupsAskedForCountAndTheLastOfAKey() throws IOException {
    Path file = write("my.cnf", """
        outside = 1
        # comment
        ; comment
        [mysqld]
        socket = /server
        [ client ]
          password = "a # b"
        ssl_ca='/ca.pem'
        ssl-verify-server-cert
        host=first
        [pdns]
        host = second
        user=
        """);
    assertThat(read(file))
        .isEqualTo(Map.of(
            "password", "a # b",
            "ssl-ca", "/ca.pem",
            "ssl-verify-server-cert", "",
            "host", "second",
            "user", ""));
  }

  @Test
  void whatStandsBehindAValueIsAComment() throws IOException {
    Path file = write("my.cnf", "[client]\nhost = db.example # the main one\nuser='a#b' # c\n");
    assertThat(read(file)).isEqualTo(Map.of("host", "db.example", "user", "a#b"));
  }

  @Test
  void filesAreIncludedInTheirOrder() throws IOException {
    Files.createDirectory(directory.resolve("more"));
    write("more/b.cnf", "[client]\nhost=b\n");
    write("more/a.cnf", "[client]\nhost=a\nport=1\n");
    write("more/c.txt", "[client]\nhost=c\n");
    write("one.cnf", "[client]\nuser=one\n");
    Path file = write("my.cnf", "[client]\nhost=z\n!includedir DIR/more\n!include DIR/one.cnf\n");
    assertThat(read(file, directory.resolve("absent")))
        .isEqualTo(Map.of("host", "b", "port", "1", "user", "one"));
  }

  @Test
  void aFileThatIncludesItselfIsRefused() throws IOException {
    Path file = write("my.cnf", "!include DIR/my.cnf\n");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("included more than");
  }
}
