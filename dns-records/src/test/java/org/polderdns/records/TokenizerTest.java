package org.polderdns.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polderdns.wire.PresentationFormatException;

class TokenizerTest {
  private static List<String> tokens(Tokenizer in) {
    List<String> tokens = new ArrayList<>();
    while (true) {
      Tokenizer.Kind kind = in.next();
      String place = in.line() + ":" + in.column();
      tokens.add(
          switch (kind) {
            case BLANK -> place + " _";
            case WORD -> place + " " + in.text();
            case QUOTED -> place + " '" + in.text() + "'";
            case END_OF_LINE -> place + " eol";
            case END -> place + " end";
          });
      if (kind == Tokenizer.Kind.END) {
        return tokens;
      }
    }
  }

  @Test
  void linesOfTokensWithPlaces() {
    assertThat(tokens(Tokenizer.of("a  b\n\n ; c\n\tx \"y z\"(\n 1 ; (\n)2\r\nlast")))
        .containsExactly(
            "1:1 a",
            "1:4 b",
            "1:5 eol",
            "4:1 _",
            "4:2 x",
            "4:4 'y z'",
            "5:2 1",
            "6:2 2",
            "6:4 eol",
            "7:1 last",
            "7:5 end");
  }

  @Test
  void escapesStayInTheToken() {
    assertThat(tokens(Tokenizer.of("a\\ b\\;c \"q\\\"r\" \\# \\010")))
        .containsExactly("1:1 a\\ b\\;c", "1:9 'q\\\"r'", "1:16 \\#", "1:19 \\010", "1:23 end");
  }

  @Test
  void quoteEndsAWordUnlessItIsReadAsAPair() {
    assertThat(tokens(Tokenizer.of("k=\"a b\""))).containsExactly("1:1 k=", "1:3 'a b'", "1:8 end");
    Tokenizer in = Tokenizer.of("k=\"a b\"x l");
    assertThat(in.nextPair()).isEqualTo(Tokenizer.Kind.WORD);
    assertThat(in.text()).isEqualTo("k=\"a b\"x");
    assertThat(in.nextPair()).isEqualTo(Tokenizer.Kind.WORD);
    assertThat(in.text()).isEqualTo("l");
  }

  @Test
  void endIsToldAgainAndAgain() {
    Tokenizer in = Tokenizer.of("");
    assertThat(in.next()).isEqualTo(Tokenizer.Kind.END);
    assertThat(in.next()).isEqualTo(Tokenizer.Kind.END);
  }

  @Test
  void pushedBackTokenComesAgain() {
    Tokenizer in = Tokenizer.of("a b");
    in.next();
    assertThat(in.hasMore()).isTrue();
    assertThat(in.text()).isEqualTo("b");
    assertThat(in.next()).isEqualTo(Tokenizer.Kind.WORD);
    assertThat(in.hasMore()).isFalse();
    assertThat(in.next()).isEqualTo(Tokenizer.Kind.END);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a ) b | z:1:3: parenthesis was not opened",
        "a (( b ) | z:1:3: parenthesis is not closed",
        "a \"b c | z:1:3: quote is not closed",
        "a \"b\\n c\" | z:1:3: quote is not closed",
        "a b\\ | z:1:4: a backslash at the end escapes nothing",
      })
  void faultsAreTold(String text, String message) {
    assertThatThrownBy(() -> tokens(Tokenizer.of(text.replace("\\n", "\n"), "z", 1)))
        .isInstanceOf(PresentationFormatException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> tokens(new Tokenizer(stream(text.replace("\\n", "\n")), "z")))
        .isInstanceOf(PresentationFormatException.class)
        .hasMessage(message);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a bc", "a \"b\"", "a bc ; d", "a\n ", "a\n b", "a\nb\\ ", "a ( b\n)"})
  void endOfAStreamEndsTheLastToken(String text) {
    assertThat(tokens(new Tokenizer(stream(text), ""))).isEqualTo(tokens(Tokenizer.of(text)));
  }

  @Test
  void tokenThatIsTooLongIsToldWithoutReadingItWhole() {
    InputStream endless = new InputStream() {
      @Override
      public int read() {
        return 'a';
      }
    };
    assertThatThrownBy(() -> new Tokenizer(endless, "z").next())
        .hasMessage("z:1:1: token longer than 262144 octets");
  }

  @Test
  void howTheStreamIsCutMakesNoDifference() {
    StringBuilder text = new StringBuilder();
    Random random = new Random(1);
    String[] parts = {
      "name ", "  ", "\n", "\"a \\\" ;b\" ", "(", ")", "; comment ( \"\n", "x\\ y ", "\t", "\r\n"
    };
    int depth = 0;
    while (text.length() < 300_000) {
      int part = random.nextInt(parts.length);
      if (part == 4) {
        depth++;
      }
      if (part != 5 || depth-- > 0) {
        text.append(parts[part]);
      }
      depth = Math.max(depth, 0);
    }
    text.append(")".repeat(depth));
    text.append("x".repeat(200_000)).append(" \"").append("y".repeat(100_000)).append("\"\nz");
    List<String> expected = tokens(Tokenizer.of(text.toString()));
    byte[] octets = text.toString().getBytes(StandardCharsets.US_ASCII);
    for (int seed = 1; seed <= 5; seed++) {
      Random cuts = new Random(seed);
      InputStream in = new ByteArrayInputStream(octets) {
        @Override
        public int read(byte[] b, int off, int len) {
          return super.read(b, off, Math.min(len, 1 + cuts.nextInt(1 << cuts.nextInt(17))));
        }
      };
      assertThat(tokens(new Tokenizer(in, ""))).as("seed %d", seed).isEqualTo(expected);
    }
  }
}
