package org.polderdns.dnssec.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polderdns.dnssec.key.DigestType;
import org.polderdns.dnssec.key.IscKeyText;
import org.polderdns.dnssec.key.KeyLife;
import org.polderdns.dnssec.key.KeyState;
import org.polderdns.dnssec.key.SigningKey;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.dnssec.sign.RRsetVerifier.Verdict;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.records.rr.Dnskey;
import org.polderdns.records.rr.Ds;
import org.polderdns.records.rr.Rrsig;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/** The examples of the RFCs that bring in the algorithms. */
class RfcSignaturesTest {
  private static final Instant IN_2010 = Instant.parse("2010-08-20T00:00:00Z");
  private static final Name NET = Name.parse("example.net.");

  private static SigningKey key(int algorithm, String privateKey) {
    return IscKeyText.parse(
        "Private-key-format: v1.2\nAlgorithm: " + algorithm + "\nPrivateKey: " + privateKey + "\n");
  }

  /** An RSA key whose last three numbers the test works out. */
  private static SigningKey rsa(
      int algorithm, String modulus, String exponent, String p, String q) {
    BigInteger d = number(exponent);
    BigInteger prime1 = number(p);
    BigInteger prime2 = number(q);
    return IscKeyText.parse("Private-key-format: v1.2\nAlgorithm: " + algorithm
        + "\nModulus: " + modulus + "\nPublicExponent: AQAB\nPrivateExponent: " + exponent
        + "\nPrime1: " + p + "\nPrime2: " + q
        + "\nExponent1: " + text(d.mod(prime1.subtract(BigInteger.ONE)))
        + "\nExponent2: " + text(d.mod(prime2.subtract(BigInteger.ONE)))
        + "\nCoefficient: " + text(prime2.modInverse(prime1)) + "\n");
  }

  private static BigInteger number(String base64) {
    return new BigInteger(1, Base64.getDecoder().decode(base64));
  }

  private static String text(BigInteger number) {
    return Base64.getEncoder().encodeToString(number.toByteArray());
  }

  private static RRset address(String address) {
    return RRset.of(Name.parse("www.example.net."), 3600, Rdata.parse(RecordType.A, address));
  }

  private static Octets rdata(RecordType type, String text) {
    return Rdata.parse(type, text).octets();
  }

  private static RRsetVerifier verifier(Name zone, SigningKey key, int flags) {
    Octets dnskey = Dnskey.FORMAT.write(key.dnskey(flags));
    return RRsetVerifier.of(zone, RRset.of(zone, RecordType.DNSKEY, 3600, List.of(dnskey)));
  }

  private static ZoneKey zoneKey(SigningKey key, int flags) {
    return new ZoneKey(1, key, flags, KeyLife.always(KeyState.IN_USE));
  }

  @Test
  void rfc5702RsaSha256() {
    SigningKey key = rsa(
        8,
        "wVwaxrHF2CK64aYKRUibLiH30KpPuPBjel7E8ZydQW1HYWHfoGmidzC2RnhwCC293hCzw+TFR2nqn8OVSY5t2Q==",
        "UR44xX6zB3eaeyvTRzmskHADrPCmPWnr8dxsNwiDGHzrMKLN+i/HAam+97HxIKVWNDH2ba9Mf1SA8xu9dcHZAQ==",
        "4c8IvFu1AVXGWeFLLFh5vs7fbdzdC6U82fduE6KkSWk=",
        "2zZpBE8ZXVnL74QjG4zINlDfH+EOEtjJJ3RtaYDugvE=");
    assertThat(key.tag(256)).isEqualTo(9033);
    assertThat(RRsetSigner.of(NET, zoneKey(key, 256))
            .rrsig(
                address("192.0.2.91"),
                SignatureWindow.of(
                    Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:00:00Z"))))
        .isEqualTo(rdata(
            RecordType.RRSIG,
            "A 8 3 3600 20300101000000 20000101000000 9033 example.net."
                + " kRCOH6u7l0QGy9qpC9l1sLncJcOKFLJ7GhiUOibu4teYp5VE9RncriShZNz85mwlMgNEacFYK/lPtPiV"
                + "YP4bwg=="));
  }

  @Test
  void rfc5702RsaSha512() {
    SigningKey key = rsa(
        10,
        "0eg1M5b563zoq4k5ZEOnWmd2/BvpjzedJVdfIsDcMuuhE5SQ3pfQ7qmdaeMlC6Nf8DKGoUPGPXe06cP27/WRODtx"
            + "XquSUytkO0kJDk8KX8PtA0+yBWwy7UnZDyCkynO00Uuk8HPVtZeMO1pHtlAGVnc8VjXZlNKdyit99waaE4s=",
        "rFS1IPbJllFFgFc33B5DDlC1egO8e81P4fFadODbp56V7sphKa6AZQCx8NYAew6VXFFPAKTw41QdHnK5kIYOwxvf"
            + "FDjDcUGza88qbjyrDPSJenkeZbISMUSSqy7AMFzEolkk6WSn6k3thUVRgSlqDoOV3SEIAsrB043XzGrKIVE=",
        "8mbtsu9Tl9v7tKSHdCIeprLIQXQLzxlSZun5T1n/OjvXSUtvD7xnZJ+LHqaBj1dIgMbCq2U8O04QVcK3TS9GiQ==",
        "3a6gkfs74d0Jb7yL4j4adAif4fcp7ZrGt7G5NRVDDY/Mv4TERAKMa0TKN3okKE0A7X+Rv2K84mhT4QLDlllEcw==");
    assertThat(RRsetSigner.of(NET, zoneKey(key, 256))
            .rrsig(
                address("192.0.2.91"),
                SignatureWindow.of(
                    Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:00:00Z"))))
        .isEqualTo(rdata(
            RecordType.RRSIG,
            "A 10 3 3600 20300101000000 20000101000000 3740 example.net."
                + " tsb4wnjRUDnB1BUi+t6TMTXThjVnG+eCkWqjvvjhzQL1d0YRoOe0CbxrVDYd0xDtsuJRaeUw1ep94PzE"
                + "Wzr0iGYgZBWm/zpq+9fOuagYJRfDqfReKBzMweOLDiNa8iP5g9vMhpuv6OPlvpXwm9Sa9ZXIbNl1MBGk"
                + "0fthPgxdDLw="));
  }

  @Test
  void rfc6605EcdsaP256() {
    SigningKey key = key(13, "GU6SnQ/Ou+xC5RumuIUIuJZteXT2z0O/ok1s38Et6mQ=");
    assertThat(Dnskey.FORMAT.write(key.dnskey(257)))
        .isEqualTo(rdata(
            RecordType.DNSKEY,
            "257 3 13 GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9x"
                + "MWyQLc8NAA=="));
    assertThat(Ds.FORMAT.write(DigestType.SHA256.ds(NET, key.dnskey(257))))
        .isEqualTo(rdata(
            RecordType.DS,
            "55648 13 2 b4c8c1fe2e7477127b27115656ad6256f424625bf5c1e2770ce6d6e37df61d17"));
    assertThat(verifier(NET, key, 257)
            .verify(
                address("192.0.2.1"),
                rdata(
                    RecordType.RRSIG,
                    "A 13 3 3600 20100909100439 20100812100439 55648 example.net."
                        + " qx6wLYqmh+l9oCKTN6qIc+bw6ya+KJ8oMz0YP107epXAyGmt+3SNruPFKG7tZoLBLlUzGGus"
                        + "7ZwmwWep666VCw=="),
                IN_2010))
        .isEqualTo(Verdict.VALID);
  }

  @Test
  void rfc6605EcdsaP384() {
    SigningKey key = key(14, "WURgWHCcYIYUPWgeLmiPY2DJJk02vgrmTfitxgqcL4vwW7BOrbawVmVe0d9V94SR");
    assertThat(Dnskey.FORMAT.write(key.dnskey(257)))
        .isEqualTo(rdata(
            RecordType.DNSKEY,
            "257 3 14 xKYaNhWdGOfJ+nPrL8/arkwf2EY3MDJ+SErKivBVSum1w/egsXvSADtNJhyem5RCOpgQ6K8X1DRS"
                + "EkrbYQ+OB+v8/uX45NBwY8rp65F6Glur8I/mlVNgF6W/qTI37m40"));
    assertThat(Ds.FORMAT.write(DigestType.SHA384.ds(NET, key.dnskey(257))))
        .isEqualTo(rdata(
            RecordType.DS,
            "10771 14 4 72d7b62976ce06438e9c0bf319013cf801f09ecc84b8d7e9495f27e305c6a9b0563a9b5f4d28"
                + "8405c3008a946df983d6"));
    assertThat(verifier(NET, key, 257)
            .verify(
                address("192.0.2.1"),
                rdata(
                    RecordType.RRSIG,
                    "A 14 3 3600 20100909102025 20100812102025 10771 example.net."
                        + " /L5hDKIvGDyI1fcARX3z65qrmPsVz73QD1Mr5CEqOiLP95hxQouuroGCeZOvzFaxsT8Glr74"
                        + "hbavRKayJNuydCuzWTSSPdz7wnqXL5bdcJzusdnI0RSMROxxwGipWcJm"),
                IN_2010))
        .isEqualTo(Verdict.VALID);
  }

  /**
   * RFC 8080 §6: the keys and DS. Its signatures were made with 3 labels where the owner has 2, so
   * that they do not verify as RRSIGs; they do as signatures over those octets.
   */
  @ParameterizedTest
  @CsvSource({
    "15, ODIyNjAzODQ2MjgwODAxMjI2NDUxOTAyMDQxNDIyNjI=,"
        + " l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=,"
        + " 3613 15 2 3aa5ab37efce57f737fc1627013fee07bdf241bd10f3b1964ab55c78e79a304b,"
        + " Edk+IB9KNNWg0HAjm7FazXyrd5m3Rk8zNZbvNpAcM+eysqcUOMIjWoevFkjH5GaMWeG96GUVZu6ECKOQmemHDg==",
    "15, DSSF3o0s0f+ElWzj9E/Osxw8hLpk55chkmx0LYN5WiY=,"
        + " zPnZ/QwEe7S8C5SPz2OfS5RR40ATk2/rYnE9xHIEijs=,"
        + " 35217 15 2 401781b934e392de492ec77ae2e15d70f6575a1c0bc59c5275c04ebe80c6614c,"
        + " 5LL2obmzdqjWI+Xto5eP5adXt/T5tMhasWvwcyW4L3SzfcRawOle9bodhC+oip9ayUGjY9T/rL4rN3bOuESGDA==",
    "16, xZ+5Cgm463xugtkY5B0Jx6erFTXp13rYegst0qRtNsOYnaVpMx0Z/c5EiA9x8wWbDDct/U3FhYWA,"
        + " 3kgROaDjrh0H2iuixWBrc8g2EpBBLCdGzHmn+G2MpTPhpj/OiBVHHSfPodx1FYYUcJKm1MDpJtIA,"
        + " 9713 16 2 6ccf18d5bc5d7fc2fceb1d59d17321402f2aa8d368048db93dd811f5cb2b19c7,"
        + " Nmc0rgGKpr3GKYXcB1JmqqS4NYwhmechvJTqVzt3jR+Qy/lSLFoIk1L+9e39GPL+5tVzDPN3f9kAwiu8KCuPPjtl"
        + "227ayaCZtRKZuJax7n9NuYlZJIusX0SOIOKBGzG+yWYtz1/jjbzl5GGkWvREUCUA",
    "16, WEykD3ht3MHkU8iH4uVOLz8JLwtRBSqiBoM6fF72+Mrp/u5gjxuB1DV6NnPO2BlZdz4hdSTkOdOA,"
        + " kkreGWoccSDmUBGAe7+zsbG6ZAFQp+syPmYUurBRQc3tDjeMCJcVMRDmgcNLp5HlHAMy12VoISsA,"
        + " 38353 16 2 645ff078b3568f5852b70cb60e8e696cc77b75bfaaffc118cf79cbda1ba28af4,"
        + " +JjANio/LIzp7osmMYE5XD3H/YES8kXs5Vb9H8MjPS8OAGZMD37+LsCIcjg5ivt0d4Om/UaqETEAsJjaYe56CEQP"
        + "5lhRWuD2ivBqE0zfwJTyp4WqvpULbpvaukswvv/WNEFxzEYQEIm9+xDlXj4pMAMA"
  })
  void rfc8080(int algorithm, String privateKey, String publicKey, String ds, String signature) {
    Name com = Name.parse("example.com.");
    SigningKey key = key(algorithm, privateKey);
    assertThat(Dnskey.FORMAT.print(Dnskey.FORMAT.write(key.dnskey(257))))
        .isEqualTo("257 3 " + algorithm + " " + publicKey);
    assertThat(Ds.FORMAT.write(DigestType.SHA256.ds(com, key.dnskey(257))))
        .isEqualTo(rdata(RecordType.DS, ds));
    Rrsig three = new Rrsig(
        RecordType.MX, algorithm, 3, 3600, 1440021600, 1438207200, key.tag(257), com, Octets.EMPTY);
    RRset mx = RRset.of(com, 3600, Rdata.parse(RecordType.MX, "10 mail.example.com."));
    byte[] octets = CanonicalForm.records(Rrsig.FORMAT.write(three).toArray(), com, mx, 3600);
    assertThat(key.signer().sign(octets, 0, octets.length))
        .isEqualTo(Octets.wrap(Base64.getDecoder().decode(signature)));
    Octets ours = RRsetSigner.of(com, zoneKey(key, 257))
        .rrsig(mx, new SignatureWindow(1438207200, 1440021600));
    RRsetVerifier verifier = verifier(com, key, 257);
    Instant when = Instant.ofEpochSecond(1439000000);
    assertThat(verifier.verify(mx, ours, when)).isEqualTo(Verdict.VALID);
    assertThat(verifier.verify(mx, Octets.wrap(withLabels(ours, 3)), when))
        .isEqualTo(Verdict.UNFIT);
  }

  private static byte[] withLabels(Octets rrsig, int labels) {
    byte[] octets = rrsig.toArray();
    octets[3] = (byte) labels;
    return octets;
  }
}
