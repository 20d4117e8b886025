package org.polderdns.dnssec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.scenario.RandomZone;

/**
 * Random zones whose names sort oddly: octets that need escapes, 8-bit ones, underscores, upper case,
 * one label the beginning of another, and several levels of empty non-terminals in one go.
 */
public final class OddZone {
  public static final Name APEX = RandomZone.APEX;

  private static final List<String> LABELS = List.of(
      "a",
      "aa",
      "a-",
      "B",
      "_",
      "_tcp",
      "0",
      "00",
      "-",
      "!",
      "~",
      "x\\000",
      "\\000",
      "\\001\\255",
      "\\255",
      "\\200",
      "sp\\032ace",
      "d\\.ot",
      "back\\\\slash",
      "at\\@",
      "\\\"",
      "\\;",
      "z".repeat(63),
      "deep.er.than.that",
      "A.b.C",
      "\\255.\\000");

  private OddZone() {}

  /** The RRsets of a zone {@code z.}, one for each owner and type. */
  public static List<RRset> rrsets(RandomGenerator random) {
    Map<Octets, Name> labels = new HashMap<>();
    List<RRset> odd = new ArrayList<>();
    boolean plain = random.nextInt(4) > 0; // BIND loads no zone with a delegation at a wildcard
    for (RRset set : RandomZone.rrsets(random)) {
      if (plain && set.owner().isWildcard() && isOfCut(set.type())) {
        continue;
      }
      Name owner = APEX;
      for (int i = set.owner().labelCount() - APEX.labelCount() - 1; i >= 0; i--) {
        owner = below(owner, set.owner().label(i), labels, random);
      }
      odd.add(RRset.of(owner, set.type(), set.ttl(), set.rdatas()));
    }
    return odd;
  }

  private static boolean isOfCut(RecordType type) {
    return type == RecordType.NS || type == RecordType.DS;
  }

  /** The name below another that stands for a label, the same for each label of a zone. */
  private static Name below(
      Name parent, Octets label, Map<Octets, Name> labels, RandomGenerator random) {
    if (label.equals(Octets.of('*'))) {
      return parent.wildcardChild();
    }
    Name name = labels.computeIfAbsent(label, l -> pick(labels, random));
    return name.replaceSuffix(Name.ROOT, parent).orElse(parent.child(label));
  }

  private static Name pick(Map<Octets, Name> labels, RandomGenerator random) {
    Name name;
    do {
      name = Name.parse(LABELS.get(random.nextInt(LABELS.size())) + ".");
    } while (labels.containsValue(name));
    return name;
  }
}
