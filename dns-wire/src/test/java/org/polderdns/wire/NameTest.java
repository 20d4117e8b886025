package org.polderdns.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameTest {
  private static final long SEED = 4034;
  private static final String LABEL_63 = "a".repeat(63);

  /** RFC 4034 §6.1. */
  @Test
  void canonicalOrderIsThatOfTheRfc() {
    List<Name> sorted = List.of(
        Name.parse("example."),
        Name.parse("a.example."),
        Name.parse("yljkjljk.a.example."),
        Name.parse("Z.a.example."),
        Name.parse("zABC.a.EXAMPLE."),
        Name.parse("z.example."),
        Name.parse("\\001.z.example."),
        Name.parse("*.z.example."),
        Name.parse("\\200.z.example."));
    List<Name> shuffled = new ArrayList<>(sorted);
    Collections.shuffle(shuffled, new Random(SEED));
    Collections.sort(shuffled);
    assertThat(shuffled).isEqualTo(sorted);
  }

  @ParameterizedTest
  @CsvSource({
    "example, example.",
    "WWW.Example., WWW.Example.",
    ".,.",
    "a\\.b.example., a\\.b.example.",
    "a\\046b.example., a\\.b.example.",
    "\\065b., Ab.",
    "'\\000\\255.', '\\000\\255.'",
    "'a\\ b.', 'a\\032b.'",
    "\\@., \\@.",
    "_sip._tcp., _sip._tcp.",
    "*.example., *.example.",
  })
  void textIsReadAndPrinted(String text, String printed) {
    Name name = Name.parse(text);
    assertThat(name).hasToString(printed);
    assertThat(Name.parse(name.toString()).equalsCase(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "..", "a..b", ".a", "a..", "\\", "a\\", "\\25", "\\256.", "\\2x5.", "\\12"})
  void badTextIsRefused(String text) {
    assertThatThrownBy(() -> Name.parse(text)).isInstanceOf(PresentationFormatException.class);
  }

  @Test
  void labelHas63OctetsAtMost() {
    assertThat(Name.parse(LABEL_63).length()).isEqualTo(65);
    assertThatThrownBy(() -> Name.parse(LABEL_63 + "a")).hasMessageContaining("at most 63");
    assertThatThrownBy(() -> Name.parse(LABEL_63 + "\\097")).hasMessageContaining("at most 63");
  }

  @Test
  void nameHas255OctetsAtMost() {
    String longest = (LABEL_63 + ".").repeat(3) + "a".repeat(61);
    assertThat(Name.parse(longest).length()).isEqualTo(255);
    assertThat(Name.parse("\\097" + longest.substring(1)).length()).isEqualTo(255);
    assertThatThrownBy(() -> Name.parse(longest + "a")).hasMessageContaining("longer than 255");
    assertThatThrownBy(() -> Name.parse("\\097" + longest.substring(1) + "a"))
        .hasMessageContaining("than 255");
    assertThatThrownBy(() -> Name.parse("b", Name.parse(longest))).hasMessageContaining("255");
    assertThat(Name.parse("a.".repeat(127)).labelCount()).isEqualTo(127);
    assertThatThrownBy(() -> Name.parse("a.".repeat(128))).hasMessageContaining("than 255");
    assertThatThrownBy(() -> Name.parse("\\097.".repeat(200))).hasMessageContaining("than 255");
  }

  @Test
  void relativeTextIsBelowTheOrigin() {
    Name origin = Name.parse("example.");
    assertThat(Name.parse("www", origin)).isEqualTo(Name.parse("www.example."));
    assertThat(Name.parse("www.", origin)).isEqualTo(Name.parse("www."));
    assertThat(Name.parse("a\\.b", origin)).hasToString("a\\.b.example.");
  }

  @Test
  void caseIsKeptAndDoesNotCount() {
    Name name = Name.parse("WwW.ExAmPlE.");
    Name other = Name.parse("www.example.");
    assertThat(name).isEqualTo(other).hasSameHashCodeAs(other).isEqualByComparingTo(other);
    assertThat(name.equalsCase(other)).isFalse();
    assertThat(name.canonical().equalsCase(other)).isTrue();
    assertThat(Name.parse("\\192.")).isNotEqualTo(Name.parse("\\224.")); // RFC 4343: ASCII only
    assertThat(Name.parse("[.")).isNotEqualTo(Name.parse("{."));
    assertThat(Name.parse("\\064.")).isNotEqualTo(Name.parse("`."));
  }

  @Test
  void partsOfAName() {
    Name name = Name.parse("a.b.example.");
    assertThat(name.parent()).isEqualTo(Name.parse("b.example."));
    assertThat(name.suffix(0)).isSameAs(Name.ROOT);
    assertThat(name.suffix(1)).isEqualTo(Name.parse("example."));
    assertThat(name.label(1)).isEqualTo(Octets.of('b'));
    assertThat(name.labelOffset(3)).isEqualTo(name.length() - 1);
    assertThat(name.isBelow(Name.parse("B.example"))).isTrue();
    assertThat(name.isBelow(name)).isFalse();
    assertThat(name.isAtOrBelow(name)).isTrue();
    assertThat(name.isAtOrBelow(Name.parse("xb.example"))).isFalse();
    assertThat(name.isBelow(Name.ROOT)).isTrue();
    assertThat(name.commonLabels(Name.parse("x.b.EXAMPLE"))).isEqualTo(2);
    assertThat(name.wildcardChild().isWildcard()).isTrue();
    assertThatThrownBy(Name.ROOT::parent).isInstanceOf(IllegalStateException.class);
  }

  /** A label with a length octet's value in it must not be taken for two. */
  @Test
  void aSuffixBeginsWhereALabelDoes() {
    Name tricky = Name.ofWire(Octets.of(4, 1, 'b', 1, 'c', 0));
    assertThat(tricky.isBelow(Name.parse("c."))).isFalse();
    assertThat(tricky.isBelow(Name.ofWire(Octets.of(1, 'c', 0)))).isFalse();
  }

  @Test
  void aDnameReplacesTheEndOfAName() {
    Name from = Name.parse("old.example.");
    assertThat(Name.parse("a.b.OLD.example.").replaceSuffix(from, Name.parse("new.")))
        .contains(Name.parse("a.b.new."));
    assertThat(from.replaceSuffix(from, Name.ROOT)).contains(Name.ROOT);
    Name big = Name.parse((LABEL_63 + ".").repeat(3) + "b".repeat(58));
    assertThat(Name.parse("a.old.example.").replaceSuffix(from, big)).isPresent();
    assertThat(Name.parse("aaa.old.example.").replaceSuffix(from, big)).isEmpty();
  }

  @Test
  void randomNamesAgreeWithAPlainComparison() {
    RandomWire generator = new RandomWire(SEED);
    Name previous = Name.ROOT;
    for (int i = 0; i < 6_000; i++) {
      Name name = generator.name();
      assertThat(Integer.signum(name.compareTo(previous)))
          .as("seed %d: %s and %s", SEED, name, previous)
          .isEqualTo(Integer.signum(comparePlainly(name, previous)));
      assertThat(name.equals(previous)).isEqualTo(comparePlainly(name, previous) == 0);
      assertThat(Name.parse(name.toString()).equalsCase(name)).isTrue();
      assertThat(Name.ofWire(name.toOctets()).equalsCase(name)).isTrue();
      Name other = generator.otherCase(name);
      assertThat(other).isEqualTo(name).hasSameHashCodeAs(name);
      if (!name.isRoot()) {
        assertThat(name.parent().child(name.label(0)).equalsCase(name)).isTrue();
      }
      previous = name;
    }
  }

  private static int comparePlainly(Name a, Name b) {
    for (int i = 1; i <= Math.min(a.labelCount(), b.labelCount()); i++) {
      Octets one = a.canonical().label(a.labelCount() - i);
      Octets other = b.canonical().label(b.labelCount() - i);
      int difference = one.compareTo(other);
      if (difference != 0) {
        return difference;
      }
    }
    return a.labelCount() - b.labelCount();
  }
}
