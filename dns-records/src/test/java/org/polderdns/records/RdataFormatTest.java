package org.polderdns.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.polderdns.records.rr.A;
import org.polderdns.records.rr.Mx;
import org.polderdns.records.rr.Txt;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RdataLayout;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.WireFormatException;

class RdataFormatTest {
  private static final Name ORIGIN = Name.parse("example.");

  @Test
  void allFormsOfOneType() {
    Octets octets = Mx.FORMAT.parse("10 Mail", ORIGIN);
    assertThat(octets.toHex()).isEqualTo("000a044d61696c076578616d706c6500");
    assertThat(Mx.FORMAT.print(octets)).isEqualTo("10 Mail.example.");
    Mx view = Mx.FORMAT.read(octets);
    assertThat(view).isEqualTo(new Mx(10, Name.parse("mail.example.")));
    assertThat(Mx.FORMAT.write(view)).isEqualTo(octets);
    assertThat(Mx.FORMAT.toJson(view))
        .isEqualTo("{\"preference\":10,\"exchange\":\"Mail.example.\"}");
    assertThat(Mx.FORMAT.fromJson("{ \"exchange\": \"mail.example\", \"preference\": 10 }"))
        .isEqualTo(view);
    assertThat(Mx.FORMAT.print(Mx.FORMAT.canonical(octets))).isEqualTo("10 mail.example.");
    assertThat(Mx.FORMAT.layout()).isEqualTo(RdataLayout.of(2, RdataLayout.COMPRESSIBLE_NAME));
    assertThat(A.FORMAT.layout()).isSameAs(RdataLayout.OPAQUE);
  }

  @Test
  void genericTextIsCheckedAgainstTheType() {
    assertThat(Rdata.parse(RecordType.A, "\\# 4 c0 000201").print()).isEqualTo("192.0.2.1");
    assertThatThrownBy(() -> Rdata.parse(RecordType.A, "\\# 3 c00002"))
        .isInstanceOf(PresentationFormatException.class)
        .hasMessage("1:12: octets are not of type A: offset 0: A.address: ends early");
    assertThatThrownBy(() -> Rdata.parse(RecordType.A, "\\# 4 c00002"))
        .hasMessageContaining("expected 8 hex digits for 4 octets, found 6");
  }

  @Test
  void unknownTypeHasTheGenericFormAlone() {
    RecordType type = RecordType.of(65290);
    assertThat(Rdata.parse(type, "\\# 0").octets()).isEqualTo(Octets.EMPTY);
    assertThat(Rdata.parse(type, "\\# 3 abcd EF").print()).isEqualTo("\\# 3 abcdef");
    assertThatThrownBy(() -> Rdata.parse(type, "abcd"))
        .hasMessage("1:1: TYPE65290: expected \\# and octets in hex, found \"abcd\"");
  }

  @Test
  void errorsNameTypeFieldAndPlace() {
    Tokenizer in = Tokenizer.of("70000 mail", "example.zone", 14);
    assertThatThrownBy(() -> Mx.FORMAT.parse(in, ORIGIN))
        .hasMessage("example.zone:14:1: MX.preference: expected 0 to 65535, found \"70000\"");
    assertThatThrownBy(() -> Mx.FORMAT.parse("1 a b", ORIGIN))
        .hasMessage("1:5: MX: expected the end of the line, found \"b\"");
    assertThatThrownBy(() -> Mx.FORMAT.parse("1", ORIGIN))
        .hasMessage("1:2: MX.exchange: expected a domain name, found the end of the line");
    assertThatThrownBy(() -> Mx.FORMAT.read(Octets.of(0, 1, 1)))
        .isInstanceOf(WireFormatException.class)
        .hasMessage("offset 2: MX.exchange: name ends early");
    assertThatThrownBy(() -> Mx.FORMAT.write(new Mx(65536, ORIGIN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("MX.preference: expected 0 to 65535, found 65536");
  }

  @Test
  void lineIsConsumedToItsEnd() {
    Tokenizer in = Tokenizer.of("TXT ( a\n \"b c\" ) ; d\nnext");
    in.next();
    Octets octets = Txt.FORMAT.parse(in, ORIGIN);
    assertThat(Txt.FORMAT.print(octets)).isEqualTo("\"a\" \"b c\"");
    assertThat(in.kind()).isEqualTo(Tokenizer.Kind.END_OF_LINE);
    in.next();
    assertThat(in.text()).isEqualTo("next");
  }
}
