package org.polderdns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFramesTest {
  private static final long SEED = 7766;

  private final MessageFrames frames = new MessageFrames();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1000, 100_000})
  void messagesComeOutAsTheyWentInWhateverThePieces(int piece) {
    Random random = new Random(SEED);
    List<Octets> sent = new ArrayList<>();
    OctetWriter stream = new OctetWriter(1 << 20);
    for (int i = 0; i < 100; i++) {
      byte[] message = new byte[i == 50 ? 65535 : random.nextInt(i % 10 == 0 ? 5000 : 50)];
      random.nextBytes(message);
      sent.add(Octets.wrap(message));
      stream.u16(message.length);
      stream.octets(message, 0, message.length);
    }
    byte[] octets = stream.toArray();
    List<Octets> received = new ArrayList<>();
    for (int from = 0; from < octets.length; ) {
      from = frames.take(octets, from, Math.min(octets.length, from + piece));
      if (frames.complete()) {
        received.add(Octets.copyOf(frames.octets(), 0, frames.length()));
      }
    }
    assertThat(received).isEqualTo(sent);
    assertThat(frames.betweenMessages()).isTrue();
  }

  @Test
  void aMessageOfNoOctetsIsComplete() {
    assertThat(frames.take(new byte[] {0, 0, 0}, 0, 3)).isEqualTo(2);
    assertThat(frames.complete()).isTrue();
    assertThat(frames.length()).isZero();
  }

  @Test
  void aLengthAloneTakesNoMemory() {
    frames.take(new byte[] {(byte) 0xff, (byte) 0xff, 1}, 0, 3);
    assertThat(frames.octets().length).isLessThan(1000);
    assertThat(frames.complete()).isFalse();
    assertThat(frames.betweenMessages()).isFalse();
  }
}
