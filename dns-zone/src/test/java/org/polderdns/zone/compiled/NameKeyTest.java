package org.polderdns.zone.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polderdns.wire.Name;

class NameKeyTest {
  private static final int BITS = 16;

  private static NameKey key(String name) {
    NameKey key = new NameKey();
    key.set(Name.parse(name));
    return key;
  }

  /** As many names as places: of numbers drawn at random 63 in 100 places would be hit. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "h%d.big.test.",
        "h%06d.big.test.",
        "%06x.x.",
        "host-%d-a.example.",
        "a-long-label-in-front-%d.example.",
        "%d.2.0.192.in-addr.arpa.",
        "www.d%d.",
      })
  void hashesOfSimilarNamesAreSpread(String pattern) {
    int count = 1 << BITS;
    BitSet low = new BitSet();
    BitSet middle = new BitSet();
    Set<Integer> tags = new HashSet<>();
    for (int i = 0; i < count; i++) {
      NameKey key = key(pattern.formatted(i));
      long hash = key.hash(key.labels());
      low.set((int) hash & count - 1);
      middle.set((int) (hash >>> BITS) & count - 1);
      tags.add((int) hash);
    }
    assertThat(low.cardinality()).isBetween(62 * count / 100, 65 * count / 100);
    assertThat(middle.cardinality()).isBetween(62 * count / 100, 65 * count / 100);
    assertThat(tags).hasSizeGreaterThan(count - 10);
  }

  @Test
  void hashIsThatOfTheSuffixInAnyCase() {
    NameKey key = key("a.WWW.Example.");
    assertThat(key.labels()).isEqualTo(3);
    assertThat(key.hash(2)).isEqualTo(key("www.eXample.").hash(2));
    assertThat(key.hash(0)).isEqualTo(key(".").hash(0));
    assertThat(key.wildcardHash(2)).isEqualTo(key("*.www.example.").hash(3));
    assertThat(key.endsIn(NameKey.lower(Name.parse("example.").toOctets().toArray()), 1))
        .isTrue();
    assertThat(key.endsIn(NameKey.lower(Name.parse("xample.").toOctets().toArray()), 1))
        .isFalse();
  }
}
