package org.polderdns.zone.compiled;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.file.ZoneFileOptions;
import org.polderdns.zone.file.ZoneFileReader;

/**
 * Makes a {@link CompiledZone} of a master file, record by record: nothing but the zone is held.
 *
 * <pre>{@code
 * ZoneLoader loader = ZoneLoader.of(ZoneFileOptions.DEFAULT);
 * CompiledZone zone = loader.load(Path.of("example.zone"), Name.parse("example.")).zone();
 * }</pre>
 *
 * <p>Immutable, for any number of threads.
 */
public final class ZoneLoader {
  /** A file of fewer octets is read before a second thread would have begun. */
  private static final long LARGE = 1 << 20;

  /**
   * What a file holds.
   *
   * @param records those read, repeated ones too
   */
  public record Loaded(CompiledZone zone, long records) {}

  private final ZoneFileOptions options;
  private final @Nullable Executor helper; // null: none

  private ZoneLoader(ZoneFileOptions options, @Nullable Executor helper) {
    this.options = options;
    this.helper = helper;
  }

  /**
   * A loader that does all on the calling thread.
   *
   * @throws IllegalArgumentException if records outside of the zone are to be accepted or the class
   *     is not IN
   */
  public static ZoneLoader of(ZoneFileOptions options) {
    if (options.outside() == ZoneFileOptions.Outside.ACCEPT) {
      throw new IllegalArgumentException("a zone has no records outside of it");
    }
    if (!options.rclass().equals(RecordClass.IN)) {
      throw new IllegalArgumentException("a zone of class " + options.rclass());
    }
    return new ZoneLoader(options, null);
  }

  /**
   * As this one, but what was read of a large file is compiled by {@code executor} while the calling
   * thread reads on; worth it where a processor is free. An executor that is busy delays nothing:
   * the calling thread does the work itself then.
   */
  public ZoneLoader withHelper(Executor executor) {
    return new ZoneLoader(options, executor);
  }

  /**
   * Reads a file whole. Nothing goes on when this has returned or thrown.
   *
   * @throws PresentationFormatException if it is no zone: the text is wrong, there is no SOA at the
   *     apex, a different one too, or one below
   * @throws UncheckedIOException if it cannot be read
   */
  public Loaded load(Path file, Name apex) {
    ZoneCompiler compiler = CompiledZone.compiler(apex);
    try (ZoneFileReader reader = ZoneFileReader.open(file, apex, options)) {
      long size = Files.size(file);
      compiler.expect(size);
      if (helper != null && size >= LARGE) {
        try (RecordPipeline pipeline = new RecordPipeline(compiler, helper)) {
          read(reader, file, pipeline::add);
          pipeline.finish();
        }
      } else {
        RecordBatch batch = new RecordBatch();
        read(reader, file, record -> {
          batch.add(record);
          if (batch.isFull()) {
            batch.moveTo(compiler);
          }
        });
        batch.moveTo(compiler);
      }
      return new Loaded(compiler.finish(), reader.count());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(ZoneFileReader reader, Path file, Consumer<ZoneFileReader> target) {
    boolean soa = false;
    while (reader.next()) {
      soa |= reader.type() == RecordType.SOA; // one, at the apex: the reader sees to that
      target.accept(reader);
    }
    if (!soa) {
      throw new PresentationFormatException(file + ": the zone has no SOA");
    }
  }
}
