package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;
import org.polderdns.backend.StoreException;

class LibpqParametersTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
          "" | {}
          sslmode=require | {sslmode=require}
          a=1   b = 2 | {a=1, b=2}
          options='-c geqo=off' a='' | {options=-c geqo=off, a=}
          a='it\\'s \\\\ so' b=x\\ y | {a=it's \\ so, b=x y}
          a=1 a=2 | {a=2}
          """)
  void areReadAsTheClientLibraryReadsThem(String text, String expected) {
    assertThat(LibpqParameters.parse(text)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
          sslmode | expected key=value, found
          =1 | expected key=value, found
          a='open | a quote is not closed in
          """)
  void whatIsOfAnotherFormIsRefused(String text, String reason) {
    assertThatThrownBy(() -> LibpqParameters.parse(text)).hasMessageContaining(reason);
  }

  private static Map<String, String> properties(String text) {
    return LibpqKeys.properties("gpgsql", LibpqParameters.parse(text));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
          keepalives=0 | {tcpKeepAlive=false}
          keepalives=1 | {tcpKeepAlive=true}
          load_balance_hosts=random | {loadBalanceHosts=true}
          target_session_attrs=read-write | {targetServerType=primary}
          krbsrvname=pg gsslib=gssapi | {kerberosServerName=pg, gssLib=gssapi}
          gssencmode=disable channel_binding=require | {gssEncMode=disable, channelBinding=require}
          require_auth=scram-sha-256 | {requireAuth=scram-sha-256}
          client_encoding=UTF8 sslcompression=0 replication=off sslsni=1 sslcertmode=allow | {}
          hostaddr=192.0.2.1 passfile=/p fallback_application_name=x | {}
          """)
  void areTheDriversProperties(String text, String expected) {
    try (LogLines lines = LogLines.of(Unhonoured.class)) {
      assertThat(properties(text)).hasToString(expected);
      assertThat(lines.texts()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
          keepalives_idle=60, keepalives_idle
          keepalives_interval=60, keepalives_interval
          keepalives_count=3, keepalives_count
          tcp_user_timeout=1000, tcp_user_timeout
          client_encoding=LATIN1, client_encoding
          sslcompression=1, sslcompression
          """)
  void whatHasNoEffectIsToldInTheLog(String text, String key) {
    try (LogLines lines = LogLines.of(Unhonoured.class)) {
      assertThat(properties(text)).isEmpty();
      assertThat(lines.texts())
          .singleElement()
          .asString()
          .startsWith("event=parameter-without-effect backend=gpgsql parameter=\"" + key
              + " of gpgsql-extra-connection-parameters\" reason=\"");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          sslcrl=/crl | sslcrl cannot be obeyed: lists of revoked certificates cannot be looked at
          requirepeer=postgres | requirepeer cannot be obeyed
          sslcertmode=require | sslcertmode cannot be obeyed
          replication=database | replication cannot be obeyed
          host=192.0.2.1 | host cannot be obeyed: there is a setting for it
          keepalives=2 | keepalives: expected one of [0, 1], found "2"
          load_balance_hosts=yes | load_balance_hosts: expected one of [disable, random], found "yes"
          ssl_min_protocol_version=TLSv2 | expected one of [TLSv1, TLSv1.1, TLSv1.2, TLSv1.3], found
          ssl_max_protocol_version=TLSv1.1 | leave none of the versions that Java speaks: TLSv1.
          """)
  void whatCannotBeObeyedIsRefused(String text, String reason) {
    assertThatThrownBy(() -> properties(text)).hasMessageContaining(reason);
  }

  @Test
  void aKeyThatIsNotKnownIsToldWithTheSetting() {
    PostgresqlBackendFactory factory = new PostgresqlBackendFactory();
    BackendSettings settings = BackendSettings.of(
        new Launch("gpgsql", "east"), factory, Map.of("extra-connection-parameters", "sslmod=a"));
    assertThatThrownBy(() -> factory.open(settings))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("gpgsql-east: gpgsql-east-extra-connection-parameters: ")
        .hasMessageContaining("sslmode")
        .hasMessageEndingWith("found \"sslmod\"");
  }
}
