package org.polderdns.zone.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.polderdns.records.Durations;
import org.polderdns.records.Tokenizer;
import org.polderdns.records.Tokenizer.Kind;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;

/**
 * Reads a master file record by record (RFC 1035 §5, RFC 2308 §4, RFC 3597 §5), {@code $ORIGIN},
 * {@code $TTL}, {@code $INCLUDE} and {@code $GENERATE} carried out.
 *
 * <pre>{@code
 * try (ZoneFileReader reader = ZoneFileReader.open(Path.of("example.zone"), apex)) {
 *   while (reader.next()) {
 *     store(reader.owner(), reader.ttl(), reader.type(), reader.rdata());
 *   }
 * }
 * }</pre>
 *
 * <p>It holds one buffer of the file and the current record, so the file may be larger than
 * memory. Successive records of one owner have the same {@code Name} object. A file in the order of
 * a zone transfer, with the SOA first and last, gives the SOA once.
 *
 * <p>Errors are {@link PresentationFormatException}s that begin with file, line and column; after
 * one the reader is of no more use. Not for use by several threads at once.
 */
public final class ZoneFileReader implements AutoCloseable {
  private final Name apex;
  private final ZoneFileOptions options;
  private final TypeTable types = new TypeTable();
  private final Deque<ZoneFileSource> includers = new ArrayDeque<>();
  private ZoneFileSource source;
  private Tokenizer in; // of source
  private @Nullable Generator generator;

  private final LastOwner lastOwner;
  private final PlainRecord plain;
  private final TtlRule ttls;
  private long records;
  private boolean isPlainTried = true;
  private @Nullable Octets apexSoa;

  private boolean isPlain; // the current record is what plain and lastOwner have
  private @Nullable Name owner; // null if isPlain
  private long ttl;
  private RecordType type = RecordType.SOA;
  private @Nullable Octets rdata; // null if isPlain and not asked for
  private int line;
  private int column;

  private ZoneFileReader(ZoneFileSource source, Name apex, ZoneFileOptions options) {
    this.apex = apex;
    this.options = options;
    this.source = source;
    this.in = source.tokens();
    this.ttls = new TtlRule(options.defaultTtl());
    this.lastOwner = new LastOwner(apex);
    this.plain = new PlainRecord(types, lastOwner, options.rclass());
    if (options.comments()) {
      isPlainTried = false;
      in.keepComments();
    }
  }

  /** As {@link #open(Path, Name, ZoneFileOptions)} with {@link ZoneFileOptions#DEFAULT}. */
  public static ZoneFileReader open(Path file, Name apex) {
    return open(file, apex, ZoneFileOptions.DEFAULT);
  }

  /**
   * Opens a file. Included ones are looked for from the directory of the file that names them.
   *
   * @param apex the zone's name, and the origin at the start of the file
   * @throws UncheckedIOException if it cannot be opened
   */
  public static ZoneFileReader open(Path file, Name apex, ZoneFileOptions options) {
    try {
      InputStream stream = Files.newInputStream(file);
      return new ZoneFileReader(source(stream, file.toString(), file, apex), apex, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a stream, which {@link #close} closes. Included files are looked for from the working
   * directory.
   *
   * @param name what errors begin with
   */
  public static ZoneFileReader of(
      InputStream stream, String name, Name apex, ZoneFileOptions options) {
    return new ZoneFileReader(source(stream, name, Path.of(""), apex), apex, options);
  }

  /** Reads a text, without {@code $INCLUDE}. */
  public static ZoneFileReader of(String text, Name apex) {
    InputStream stream = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return of(stream, "", apex, ZoneFileOptions.DEFAULT.withMaxIncludeDepth(0));
  }

  /** This reader, made to read every record in the way that is there for the rare ones. */
  ZoneFileReader withoutPlain() {
    isPlainTried = false;
    return this;
  }

  private static ZoneFileSource source(InputStream stream, String name, Path file, Name origin) {
    try {
      Tokenizer tokens = new Tokenizer(ByteOrderMark.skip(stream), name);
      return new ZoneFileSource(stream, tokens, file, origin);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Goes to the next record.
   *
   * @return false at the end of the file
   * @throws PresentationFormatException if the file is wrong; the message says where and how
   * @throws UncheckedIOException if it cannot be read
   */
  public boolean next() {
    while (true) {
      if (generator != null) {
        if (!generator.next()) {
          generator = null;
        } else if (generated(generator)) {
          return true;
        }
        continue;
      }
      if (plainRecord()) {
        return true;
      }
      switch (in.next()) {
        case END -> {
          if (includers.isEmpty()) {
            return false;
          }
          endInclude();
        }
        case END_OF_LINE -> {}
        case BLANK -> {
          Name name = lastOwner.name();
          if (name == null) {
            throw in.error("expected an owner name, as no line before has one");
          }
          markRecord();
          in.next();
          if (record(name)) {
            return true;
          }
        }
        default -> {
          if (in.kind() == Kind.WORD && in.buffer()[in.from()] == '$') {
            directive();
          } else {
            markRecord();
            Name name = ownerName();
            in.next();
            if (record(name)) {
              return true;
            }
          }
        }
      }
    }
  }

  private void markRecord() {
    line = in.line();
    column = in.kind() == Kind.BLANK ? 1 : in.column();
    in.takeComments(); // those before
  }

  /** Takes the next record if it is written plainly, as nearly all are. */
  private boolean plainRecord() {
    boolean allowed = records < options.maxRecords() || options.maxRecords() == 0;
    int start = in.nextLine();
    if (!isPlainTried || !allowed || !plain.next(in, source.origin())) {
      return false;
    }
    isPlain = true;
    line = start;
    column = 1;
    type = plain.type();
    ttl = ttls.of(plain.ttl());
    owner = null;
    rdata = null;
    records++;
    return true;
  }

  /** The name that the current token at the start of a line is; the same object for the same. */
  private Name ownerName() {
    boolean word = in.kind() == Kind.WORD; // "@" in quotes is no origin
    Name same = lastOwner.name();
    if (same != null && word && lastOwner.isText(in.buffer(), in.from(), in.to())) {
      return same;
    }
    return lastOwner.set(name("owner"), in.buffer(), in.from(), in.to(), word);
  }

  private Name name(String what) {
    if (in.kind() == Kind.WORD && in.to() - in.from() == 1 && in.buffer()[in.from()] == '@') {
      return source.origin();
    }
    try {
      return Name.parse(in.buffer(), in.from(), in.to(), source.origin());
    } catch (PresentationFormatException e) {
      throw in.error(what + ": " + e.getMessage());
    }
  }

  /**
   * Reads a record from its TTL, class or type, which is the current token, to its end.
   *
   * @return whether there is a record to give
   */
  private boolean record(Name name) {
    TypeTable.Entry entry = ttlClassType(in);
    Octets octets = entry.format().parse(in, source.origin());
    return take(name, lastOwner.isOutside(), entry.type(), octets);
  }

  /** Reads TTL and class, in any order, and the type; {@code ttl} is -1 if none stands there. */
  private TypeTable.Entry ttlClassType(Tokenizer tokens) {
    ttl = -1;
    boolean classSeen = false;
    while (true) {
      if (tokens.kind() != Kind.WORD) {
        throw tokens.error("expected a record type, found " + tokens.shown());
      }
      byte[] buffer = tokens.buffer();
      int first = buffer[tokens.from()];
      if (first >= '0' && first <= '9' && ttl < 0) {
        ttl = ttl(tokens);
      } else {
        TypeTable.Entry entry = types.find(buffer, tokens.from(), tokens.to());
        if (entry != null) {
          if (entry.type().isMeta()) {
            throw tokens.error("type " + entry.type() + " is not for zones");
          }
          return entry;
        }
        if (classSeen || !recordClass(tokens)) {
          throw tokens.error("unknown record type " + tokens.shown());
        }
        classSeen = true;
      }
      tokens.next();
    }
  }

  private boolean recordClass(Tokenizer tokens) {
    if (tokens.is("IN") && options.rclass().equals(RecordClass.IN)) {
      return true;
    }
    String text = tokens.text();
    if (!RecordClass.isKnown(text)) {
      return false;
    }
    if (!RecordClass.parse(text).equals(options.rclass())) {
      throw tokens.error("class " + text + " in a zone of class " + options.rclass());
    }
    return true;
  }

  private static long ttl(Tokenizer tokens) {
    long value = Durations.parse(tokens.buffer(), tokens.from(), tokens.to());
    if (value < 0 || value > ZoneFileOptions.MAX_TTL) {
      throw tokens.error("TTL: expected 0 to 2147483647 seconds, found " + tokens.shown());
    }
    return value;
  }

  private boolean take(Name name, boolean outside, RecordType newType, Octets octets) {
    ttl = newType == RecordType.SOA ? ttls.ofSoa(ttl, octets) : ttls.of(ttl);
    if (outside && options.outside() != ZoneFileOptions.Outside.ACCEPT) {
      if (options.outside() == ZoneFileOptions.Outside.SKIP) {
        return false;
      }
      throw error("owner " + name + " is not in zone " + apex);
    }
    if (newType == RecordType.SOA && !soa(name, octets)) {
      return false;
    }
    if (++records > options.maxRecords() && options.maxRecords() > 0) {
      throw error("more than " + options.maxRecords() + " records");
    }
    isPlain = false;
    owner = name;
    type = newType;
    rdata = octets;
    return true;
  }

  /** Whether an SOA is to be given: one below the apex and a second other one are errors. */
  private boolean soa(Name name, Octets octets) {
    if (options.outside() == ZoneFileOptions.Outside.ACCEPT) {
      return true;
    }
    if (!name.equals(apex)) {
      throw error("SOA at " + name + ", which is not the zone's apex " + apex);
    }
    if (apexSoa == null) {
      apexSoa = octets;
      return true;
    }
    if (!apexSoa.equals(octets)) {
      throw error("a second SOA that differs from the first");
    }
    return false; // the end of a zone in the order of a transfer (RFC 5936 §2.2)
  }

  private void directive() {
    if (in.is("$ORIGIN")) {
      required("a domain name");
      source.origin(name("$ORIGIN"));
      lastOwner.forgetText();
      endOfDirective();
    } else if (in.is("$TTL")) {
      required("a TTL");
      ttls.setDefault(ttl(in));
      endOfDirective();
    } else if (in.is("$INCLUDE")) {
      include();
    } else if (in.is("$GENERATE")) {
      generate();
    } else {
      throw in.error(
          "unknown directive " + in.shown() + "; a name that begins with $ is written \\$");
    }
  }

  private void generate() {
    markRecord();
    required("a range");
    GenerateRange range = GenerateRange.parse(in, options.maxGenerateSteps());
    required("an owner name");
    GenerateTemplate ownerTemplate = GenerateTemplate.of(in, in.text());
    in.next();
    TypeTable.Entry entry = ttlClassType(in);
    in.next();
    GenerateTemplate rdataTemplate = GenerateTemplate.ofRdata(in, entry.type());
    generator = new Generator(range, ownerTemplate, ttl, entry, rdataTemplate, in.source(), line);
  }

  private void required(String what) {
    Kind kind = in.next();
    if (kind != Kind.WORD && kind != Kind.QUOTED) {
      throw in.error("expected " + what + ", found " + in.shown());
    }
  }

  private void endOfDirective() {
    Kind kind = in.next();
    if (kind == Kind.WORD || kind == Kind.QUOTED) {
      throw in.error("expected the end of the line, found " + in.shown());
    }
    in.pushBack();
  }

  private void include() {
    if (includers.size() >= options.maxIncludeDepth()) {
      throw in.error(
          options.maxIncludeDepth() == 0
              ? "$INCLUDE is not allowed here"
              : "more than " + options.maxIncludeDepth() + " levels of $INCLUDE");
    }
    required("a file name");
    ZoneFileSource included = source.include(options);
    boolean opened = false;
    try {
      if (in.hasMore()) {
        in.next();
        included.origin(name("$INCLUDE"));
      }
      endOfDirective();
      opened = true;
    } finally {
      if (!opened) {
        included.close();
      }
    }
    // Origin and owner come back after it: RFC 1035 §5.1 says so of the one, BIND does of both.
    source.owner(lastOwner.name());
    lastOwner.forgetText();
    includers.push(source);
    source = included;
    in = included.tokens();
    if (options.comments()) {
      in.keepComments();
    }
  }

  private void endInclude() {
    source.close();
    source = includers.pop();
    in = source.tokens();
    lastOwner.forgetText();
    lastOwner.set(source.owner());
  }

  /** Takes the current record of a {@code $GENERATE}; it is no owner for the lines after it. */
  private boolean generated(Generator from) {
    Name name = from.owner(source.origin());
    ttl = from.ttl();
    Octets octets = from.rdata(source.origin());
    return take(name, !name.isAtOrBelow(apex), from.type(), octets);
  }

  /** The current record's owner name, case as in the file. */
  public Name owner() {
    return current(isPlain ? lastOwner.name() : owner);
  }

  /**
   * Copies the current record's owner in wire form, without making an object of it.
   *
   * @param target has room for 255 octets from {@code at} on
   * @return behind the last octet
   */
  public int copyOwner(byte[] target, int at) {
    return isPlain ? lastOwner.copyTo(target, at) : owner().copyTo(target, at);
  }

  /** The current record's TTL in seconds, 0 to 2^31-1, however it came about. */
  public long ttl() {
    return ttl;
  }

  /** The class of all records. */
  public RecordClass rclass() {
    return options.rclass();
  }

  public RecordType type() {
    return type;
  }

  /** The current record's data, uncompressed. */
  public Octets rdata() {
    if (rdata == null && isPlain) {
      rdata = plain.rdata().toOctets();
    }
    return current(rdata);
  }

  /**
   * Copies the current record's data, uncompressed, without making an object of them.
   *
   * @param target has room for 65535 octets from {@code at} on
   * @return behind the last octet
   */
  public int copyRdata(byte[] target, int at) {
    return isPlain ? plain.rdata().copyTo(target, at) : rdata().copyTo(target, at);
  }

  /** The current record as an object. */
  public ZoneRecord record() {
    return new ZoneRecord(owner(), ttl, rclass(), type, rdata());
  }

  /** The records from the next to the last. */
  public void forEach(Consumer<? super ZoneRecord> action) {
    while (next()) {
      action.accept(record());
    }
  }

  /**
   * The comments in the current record's lines, each with a line end behind it; to be asked for
   * once a record, and only with {@link ZoneFileOptions#withComments()}.
   */
  public String comments() {
    return in.takeComments();
  }

  /** The line that the current record begins in, from 1. */
  public int line() {
    return line;
  }

  /** Octets of the file that have been read, those of included files not counted. */
  public long offset() {
    return (includers.isEmpty() ? source : includers.getLast()).tokens().offset();
  }

  /** Records given so far. */
  public long count() {
    return records;
  }

  /** An error about the current record, to be thrown by who finds one: where, then {@code what}. */
  public PresentationFormatException error(String what) {
    String name = in.source().isEmpty() ? "" : in.source() + ':';
    return new PresentationFormatException(name + line + ':' + column + ": " + what);
  }

  private static <T> T current(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("there is no current record");
    }
    return value;
  }

  /** Closes the file and those that include it. */
  @Override
  public void close() {
    source.close();
    while (!includers.isEmpty()) {
      includers.pop().close();
    }
  }
}
