package org.polderdns.zone.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataFormats;
import org.polderdns.records.RdataView;
import org.polderdns.records.Tokenizer;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;

/** The way for records written plainly gives what the way for all records gives, errors included. */
class PlainRecordTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/zonefile");
  private static final Name APEX = Name.parse("example.org");
  private static final long SEED = 20261121;
  private static final String NASTY = " \t\n\r\\\"();$@.0z-=+/:#\0\u00ff";
  private static final List<String> WORDS = List.of(
      "(",
      ")",
      "\"",
      "\\",
      " ; x",
      "\n",
      "\n\n",
      " \n",
      "\t",
      "@",
      ".",
      "IN",
      "CH",
      "60",
      "1h",
      "A",
      "TYPE1",
      "\\# 4 c0000201",
      "$TTL 5\n",
      "$ORIGIN a\n",
      "$ORIGIN other.\n",
      "a\\.b",
      "( \n )");

  /** All that a file gives, told by one way or the other. */
  private static List<String> read(
      byte[] octets, ZoneFileOptions options, int piece, boolean plain) {
    InputStream in = new ByteArrayInputStream(octets) {
      @Override
      public int read(byte[] target, int at, int length) {
        return super.read(target, at, Math.min(length, piece));
      }
    };
    List<String> told = new ArrayList<>();
    try (ZoneFileReader reader = ZoneFileReader.of(in, "z", APEX, options)) {
      tell(plain ? reader : reader.withoutPlain(), told);
    } catch (PresentationFormatException e) {
      told.add(e.getMessage());
    }
    return told;
  }

  @SuppressWarnings("ReferenceEquality") // whether it is one object is what is told
  private static void tell(ZoneFileReader reader, List<String> told) {
    Name last = Name.ROOT;
    byte[] wire = new byte[70_000];
    while (reader.next()) {
      int end = reader.copyRdata(wire, reader.copyOwner(wire, 0));
      assertThat(end).isEqualTo(reader.owner().length() + reader.rdata().length());
      assertThat(Name.ofWire(java.util.Arrays.copyOf(wire, reader.owner().length())))
          .isEqualTo(reader.owner());
      told.add(reader.line() + " " + (reader.owner() == last) + " " + reader.count() + " "
          + reader.error("at") + " " + reader.record());
      last = reader.owner();
    }
  }

  private static void assertSame(byte[] octets, Random random) {
    ZoneFileOptions options = switch (random.nextInt(4)) {
      case 0 -> ZoneFileOptions.UNTRUSTED.withMaxGenerateSteps(20).withMaxRecords(7);
      case 1 -> ZoneFileOptions.DEFAULT.withOutside(ZoneFileOptions.Outside.SKIP);
      case 2 -> ZoneFileOptions.DEFAULT.withOutside(ZoneFileOptions.Outside.ACCEPT);
      default -> ZoneFileOptions.DEFAULT;
    };
    ZoneFileOptions limited = options.withMaxIncludeDepth(0).withMaxGenerateSteps(50);
    int piece = random.nextInt(3) == 0 ? 1 + random.nextInt(40) : 1 << 16;
    assertThat(read(octets, limited, piece, true))
        .as(() -> new String(octets, StandardCharsets.ISO_8859_1))
        .isEqualTo(read(octets, limited, 1 << 16, false));
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(DIRECTORY)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void filesAndWhatIsLikeThem(Path file) throws IOException {
    byte[] octets = Files.readAllBytes(file);
    Random random = new Random(SEED);
    assertSame(octets, random);
    if (octets.length < 20_000) {
      for (int i = 0; i < 200; i++) {
        assertSame(mutated(octets, random), random);
      }
    }
  }

  private static byte[] mutated(byte[] octets, Random random) {
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    for (int changes = 1 + random.nextInt(3); changes > 0 && !text.isEmpty(); changes--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + 1 + random.nextInt(5));
      String what = switch (random.nextInt(4)) {
        case 0 -> WORDS.get(random.nextInt(WORDS.size()));
        case 1 -> " " + WORDS.get(random.nextInt(WORDS.size())) + " ";
        case 2 -> "";
        default -> String.valueOf(NASTY.charAt(random.nextInt(NASTY.length())));
      };
      text = text.substring(0, at) + what + text.substring(random.nextBoolean() ? at : end);
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomZonesOfAllTypes(int seed) {
    Random random = new Random(SEED + seed);
    for (int i = 0; i < 250; i++) {
      StringBuilder zone = new StringBuilder("$TTL 60\n@ SOA ns1 h 1 2 3 4 5\n");
      for (int records = random.nextInt(12); records > 0; records--) {
        record(zone, random);
      }
      byte[] octets = zone.toString().getBytes(StandardCharsets.ISO_8859_1);
      assertSame(octets, random);
      assertSame(mutated(octets, random), random);
    }
  }

  private static void record(StringBuilder zone, Random random) {
    zone.append(pick(
        random,
        "www",
        "www",
        "",
        " ",
        "@",
        "a.b",
        "A.b",
        "x.example.org.",
        "x.EXAMPLE.org.",
        "example.org.",
        "other.",
        "xexample.org.",
        "www.example.org.",
        "*",
        "a\\.b"));
    zone.append(pick(random, " ", "\t", "  ")).append(pick(random, "", "", "60 ", "1h ", "IN "));
    zone.append(pick(random, "", "", "in ", "5 ", "IN 7 ", "7 IN "));
    RecordType type = RecordType.of(1 + random.nextInt(65));
    while (type.isMeta() || !RdataFormats.isKnown(type)) {
      type = RecordType.of(1 + random.nextInt(65));
    }
    String data = text(RdataFormats.of(type), random);
    if (random.nextInt(4) == 0) {
      data = "( " + data.replace(" ", pick(random, "\n  ", " ", " ; and\n", "\t")) + " )";
    }
    zone.append(type).append(' ').append(data).append(pick(random, "", "", " ", " ; so", "\r"));
    zone.append('\n');
  }

  private static <T extends RdataView> String text(RdataFormat<T> format, Random random) {
    String text = format.print(format.write(format.random(random)));
    return random.nextBoolean() ? text : text.replace(".", "").replace("\\", "");
  }

  private static String pick(Random random, String... all) {
    return all[random.nextInt(all.length)];
  }

  private static boolean isPlain(String line) {
    LastOwner owner = new LastOwner(APEX);
    PlainRecord plain = new PlainRecord(new TypeTable(), owner, RecordClass.IN);
    return plain.next(Tokenizer.of(line + "\n"), APEX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "www A 192.0.2.1",
        "www.example.org. 1h IN AAAA 2001:db8::1 ; why",
        "@ 60 NS ns1",
        "@ MX 10 mail.example.net.",
        "a.b IN 60 TXT \"one ; two\" three",
        "_sip._tcp SRV 0 5 5060 sip",
        "www CNAME @",
        "1 PTR www.example.org.",
        "child DS 1 13 2 (\n  00112233 ; half\n  44556677 )",
        "@ DNSKEY 257 3 13 ( AwEA\n AwEAAag= )",
        "www RRSIG A 13 3 3600 20360101000000 20260101000000 1 example.org. AAECAwQFBgcICQ==",
        "www NSEC xxx A AAAA RRSIG NSEC TYPE1234",
        "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom NSEC3 1 1 0 - 2t7b4g4vsa5smi47k61mv5bv1a22bojr A RRSIG",
        "_443._tcp TLSA 3 1 1 d2abde240d7cd3ee",
      })
  void commonRecordsArePlain(String line) {
    assertThat(isPlain(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "www A 192.0.2.256",
        "www A 192.0.2.1 1",
        "www A",
        "www",
        "",
        " A 192.0.2.1",
        "www TXT a\\b",
        "w\\ww A 192.0.2.1",
        "www.example. A 192.0.2.1",
        "www A \\# 4 c0000201",
        "www MX 10 .",
        "www CH A 192.0.2.1",
        "www ANY 1",
        "www 1 2 A 192.0.2.1",
        "www DS 1 13 2 001",
        "www DNSKEY 257 3 13 A",
        "www A (( 192.0.2.1 ))",
        "www A 192.0.2.1 )",
        "www A ( 192.0.2.1",
        "www TXT \"a",
        "(www A 192.0.2.1)",
        "$TTL 60",
        "@ SOA a b 1 2 3 4 5",
      })
  void othersAreLeftToTheOtherWay(String line) {
    assertThat(isPlain(line)).isFalse();
  }

  @Test
  void readingPlainlyMakesNoObjects() {
    StringBuilder zone = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      zone.append("h").append(i).append(" 60 A 192.0.2.1\n\tTXT \"so\"\n");
    }
    LastOwner owner = new LastOwner(APEX);
    PlainRecord plain = new PlainRecord(new TypeTable(), owner, RecordClass.IN);
    Tokenizer in = Tokenizer.of(zone.toString());
    for (int i = 0; i < 100; i++) {
      assertThat(plain.next(in, APEX)).isTrue();
    }
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    int read = 0;
    while (plain.next(in, APEX)) {
      read++;
    }
    long made = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(read).isEqualTo(39_900);
    assertThat(made).isLessThan(10_000);
  }
}
