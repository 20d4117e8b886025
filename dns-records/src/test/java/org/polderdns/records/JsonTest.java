package org.polderdns.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polderdns.records.rr.Mx;
import org.polderdns.records.rr.Txt;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;

class JsonTest {
  @Test
  void valuesOfAllKinds() {
    assertThat(Json.parse(" {\"a\" : [1, -20 ,true,false, \"\\u0041\\n\\\"\\/\"], \"b\":{}} "))
        .isEqualTo(Map.of("a", List.of(1L, -20L, true, false, "A\n\"/"), "b", Map.of()));
  }

  @Test
  void writtenIsReadBack() {
    Object value = List.of(Map.of("k\u0001\"\\", "\u00e9\ud83d\ude00"), 0L, true, List.of());
    StringBuilder out = new StringBuilder();
    Json.append(out, value);
    assertThat(out.toString())
        .isEqualTo("[{\"k\\u0001\\\"\\\\\":\"\u00e9\ud83d\ude00\"},0,true,[]]");
    assertThat(Json.parse(out.toString())).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "\"a",
        "\"\\",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u12",
        "\"\t\"",
        "01",
        "-",
        "1.5",
        "1e3",
        "1234567890123456789",
        "null",
        "nul",
        "[1,]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\":1,\"a\":2}",
        "1 2",
        "[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]",
      })
  void whatIsNoJsonOfOursIsRefused(String text) {
    assertThatThrownBy(() -> Json.parse(text))
        .isInstanceOf(PresentationFormatException.class)
        .hasMessageStartingWith("JSON:");
  }

  @Test
  void longTextIsRefusedUnread() {
    assertThatThrownBy(() -> Json.parse(" ".repeat((1 << 20) + 1)))
        .isInstanceOf(PresentationFormatException.class)
        .hasMessage("JSON of 1048577 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]                                              ; expected an object, found []",
        "{\"preference\":1}                              ; MX.exchange: the member is missing",
        "{\"preference\":-1,\"exchange\":\"a.\"}         ; MX.preference: expected 0 to 65535, found -1",
        "{\"preference\":\"1\",\"exchange\":\"a.\"}      ; MX.preference: expected 0 to 65535, found \"1\"",
        "{\"preference\":1,\"exchange\":7}               ; MX.exchange: expected a string, found 7",
        "{\"preference\":1,\"exchange\":\"a..b\"}        ; MX.exchange: empty label in \"a..b\"",
        "{\"preference\":1,\"exchange\":\"a\",\"x\":1}   ; MX: unknown member \"x\"",
      })
  void membersAreChecked(String line) {
    String[] parts = line.split(" +; ", 2);
    assertThatThrownBy(() -> Mx.FORMAT.fromJson(parts[0]))
        .isInstanceOf(PresentationFormatException.class)
        .hasMessage(parts[1]);
  }

  @Test
  void octetsOfStringsAreKept() {
    Txt txt = new Txt(List.of(Octets.of(0, '"', '\\', 'a', 0xe9, 0x7f)));
    String json = Txt.FORMAT.toJson(txt);
    assertThat(json).isEqualTo("{\"strings\":[\"\\\\000\\\"\\\\\\\\a\\\\233\\\\127\"]}");
    assertThat(Txt.FORMAT.fromJson(json)).isEqualTo(txt);
    assertThat(Txt.FORMAT.fromJson("{\"strings\":[\"\u00e9\"]}"))
        .as("others are taken as UTF-8")
        .isEqualTo(new Txt(List.of(Octets.of(0xc3, 0xa9))));
  }
}
