package org.polderdns.zone.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.polderdns.records.Tokenizer;
import org.polderdns.wire.Name;

/** An open file, the outermost or an included one, with what is in force in it. */
final class ZoneFileSource implements AutoCloseable {
  private final InputStream stream;
  private final Tokenizer tokens;
  private final Path file;
  private Name origin;
  private @Nullable Name owner; // the last one before the included file that is being read

  /**
   * @param file included files are looked for beside it
   */
  ZoneFileSource(InputStream stream, Tokenizer tokens, Path file, Name origin) {
    this.stream = stream;
    this.tokens = tokens;
    this.file = file;
    this.origin = origin;
  }

  Tokenizer tokens() {
    return tokens;
  }

  Name origin() {
    return origin;
  }

  void origin(Name name) {
    origin = name;
  }

  @Nullable
  Name owner() {
    return owner;
  }

  void owner(@Nullable Name name) {
    owner = name;
  }

  /** Opens the file that the current token names, its origin being this one's for now. */
  ZoneFileSource include(ZoneFileOptions options) {
    String text = tokens.text();
    try {
      Path path = file.resolveSibling(text);
      Path root = options.includeRoot().orElse(null);
      if (root != null && !path.toRealPath().startsWith(root.toRealPath())) {
        throw tokens.error("$INCLUDE: \"" + text + "\" is not below " + root);
      }
      if (Files.isDirectory(path)) {
        throw tokens.error("$INCLUDE: \"" + text + "\" is a directory");
      }
      InputStream opened = Files.newInputStream(path);
      return new ZoneFileSource(
          opened, new Tokenizer(ByteOrderMark.skip(opened), path.toString()), path, origin);
    } catch (IOException | InvalidPathException e) {
      throw tokens.error("$INCLUDE: cannot read \"" + text + "\": " + reason(e));
    }
  }

  private static String reason(Exception e) {
    if (e instanceof java.nio.file.NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof java.nio.file.AccessDeniedException) {
      return "permission denied";
    }
    return e.getClass().getSimpleName();
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
