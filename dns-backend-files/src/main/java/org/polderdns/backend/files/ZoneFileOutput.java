package org.polderdns.backend.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.polderdns.records.RRset;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.ZoneNode;
import org.polderdns.zone.compiled.CompiledZone;
import org.polderdns.zone.file.ZoneFileWriter;

/** Puts a zone in the place of a master file: at any moment the old file is there, or the new. */
final class ZoneFileOutput {
  private ZoneFileOutput() {}

  /** Writes a zone beside the file that it is to replace, and has it reach the disk. */
  static Path write(Path file, CompiledZone zone) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Path written = Files.createTempFile(directory, file.getFileName() + ".", "");
    try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
      if (Files.exists(file)) {
        Files.setPosixFilePermissions(written, Files.getPosixFilePermissions(file));
      }
      write(Channels.newOutputStream(channel), zone);
      channel.force(true);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(written);
      throw e;
    }
    return written;
  }

  /** Puts what was written in the place of the file. */
  static void replace(Path file, Path written) throws IOException {
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private static void write(OutputStream out, CompiledZone zone) throws IOException {
    String head =
        "; Written by Polder DNS at " + Instant.now() + ", not by hand: comments get lost.\n"
            + "; Zone '" + NamedConfigParser.shown(zone.apex()) + "'\n";
    out.write(head.getBytes(StandardCharsets.UTF_8));
    long ttl = zone.apexNode().rrset(RecordType.SOA).map(RRset::ttl).orElse(0L);
    ZoneFileWriter writer = ZoneFileWriter.relative(out, zone.apex(), ttl);
    for (ZoneNode node : zone.nodes()) {
      for (RRset set : node.rrsets()) {
        for (Octets rdata : set.rdatas()) {
          writer.write(node.name(), ttl(node, set, rdata), RecordClass.IN, set.type(), rdata);
        }
      }
    }
    writer.flush();
  }

  /** A signature has the TTL of what it covers (RFC 4034 §3). */
  private static long ttl(ZoneNode node, RRset set, Octets rdata) {
    return set.type() == RecordType.RRSIG
        ? node.rrset(RecordType.of(rdata.u16(0))).map(RRset::ttl).orElse(set.ttl())
        : set.ttl();
  }
}
