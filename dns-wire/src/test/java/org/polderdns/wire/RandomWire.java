package org.polderdns.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Names and messages by chance, the same for the same seed. */
final class RandomWire {
  private static final RecordType[] TYPES = {
    RecordType.A,
    RecordType.NS,
    RecordType.CNAME,
    RecordType.MX,
    RecordType.SOA,
    RecordType.SRV,
    RecordType.NAPTR,
    RecordType.TXT,
    RecordType.of(65280)
  };

  private final Random random;
  private final List<Name> names = new ArrayList<>(); // made before, to be compressed against

  RandomWire(long seed) {
    random = new Random(seed);
    names.add(Name.ROOT);
  }

  Random random() {
    return random;
  }

  Octets octets(int most) {
    byte[] octets = new byte[random.nextInt(most + 1)];
    random.nextBytes(octets);
    return Octets.wrap(octets);
  }

  /** Below a name made before, in its case or another; seldom with any octets and long labels. */
  Name name() {
    Name name = names.get(random.nextInt(names.size()));
    if (random.nextInt(4) == 0) {
      name = otherCase(name);
    }
    int labels = random.nextInt(3);
    for (int i = 0; i < labels; i++) {
      Octets label = label();
      if (name.length() + 1 + label.length() > Name.MAX_LENGTH) {
        break;
      }
      name = name.child(label);
    }
    names.add(name);
    if (names.size() > 50) {
      names.subList(1, 30).clear();
    }
    return name;
  }

  private Octets label() {
    boolean odd = random.nextInt(20) == 0;
    byte[] label = new byte[1 + random.nextInt(odd ? Name.MAX_LABEL_LENGTH : 4)];
    for (int i = 0; i < label.length; i++) {
      label[i] = (byte) (odd ? random.nextInt(256) : 'a' + random.nextInt(3));
    }
    return Octets.wrap(label);
  }

  Name otherCase(Name name) {
    byte[] wire = name.toOctets().toArray();
    for (int at = 0; wire[at] != 0; at += 1 + wire[at]) {
      for (int i = at + 1; i <= at + wire[at]; i++) {
        boolean letter = wire[i] >= 'a' && wire[i] <= 'z' || wire[i] >= 'A' && wire[i] <= 'Z';
        if (letter && random.nextBoolean()) {
          wire[i] ^= 0x20;
        }
      }
    }
    return Name.ofWire(Octets.wrap(wire));
  }

  private WireRecord record() {
    RecordType type = TYPES[random.nextInt(TYPES.length)];
    return new WireRecord(
        name(), type, RecordClass.IN, random.nextInt() & 0xffffffffL, rdata(type));
  }

  private Octets rdata(RecordType type) {
    OctetWriter out = new OctetWriter(OctetWriter.MAX_MESSAGE);
    switch (type.toString()) {
      case "NS", "CNAME" -> out.uncompressedName(name());
      case "MX" -> {
        out.u16(random.nextInt(65536));
        out.uncompressedName(name());
      }
      case "SOA" -> {
        out.uncompressedName(name());
        out.uncompressedName(name());
        for (int i = 0; i < 5; i++) {
          out.u32(random.nextInt());
        }
      }
      case "SRV" -> {
        out.u48(random.nextLong());
        out.uncompressedName(name());
      }
      case "NAPTR" -> {
        out.u32(random.nextInt());
        for (int i = 0; i < 3; i++) {
          Octets text = octets(255);
          out.u8(text.length());
          out.octets(text);
        }
        out.uncompressedName(name());
      }
      case "A" -> out.u32(random.nextInt());
      default -> out.octets(octets(400));
    }
    return out.toOctets();
  }

  Message message(int mostRecords) {
    int flags = random.nextInt(65536) & ~Flags.RCODE;
    Message.Builder builder = Message.builder(new Header(random.nextInt(65536), flags));
    if (random.nextInt(8) != 0) {
      builder.question(new Question(
          name(), RecordType.of(random.nextInt(65536)), RecordClass.of(random.nextInt(65536))));
    }
    for (int i = random.nextInt(mostRecords + 1); i > 0; i--) {
      builder.record(Section.values()[random.nextInt(3)], record());
    }
    if (random.nextBoolean()) {
      Edns edns =
          new Edns(random.nextInt(65536), random.nextInt(256), random.nextInt(65536), List.of());
      for (int i = random.nextInt(3); i > 0; i--) {
        edns = edns.with(new EdnsOption(random.nextInt(65536), octets(40)));
      }
      builder.edns(edns).rcode(Rcode.of(random.nextInt(4096)));
    }
    return builder.build(Layouts.TEST);
  }
}
