package org.polderdns.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OctetQueueTest {
  @Test
  void givesWhatItWasGivenInOrder() {
    Random random = new Random(4);
    OctetQueue queue = new OctetQueue();
    ByteArrayOutputStream in = new ByteArrayOutputStream();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < 10_000; i++) {
      byte[] octets = new byte[random.nextInt(200)];
      random.nextBytes(octets);
      if (random.nextBoolean()) {
        queue.add(octets, 0, octets.length);
      } else {
        queue.add(ByteBuffer.wrap(octets));
      }
      in.writeBytes(octets);
      ByteBuffer target = ByteBuffer.allocate(random.nextInt(200));
      queue.copyTo(target);
      target.flip();
      if (target.hasRemaining()) {
        assertThat(queue.at(0)).isEqualTo(target.get(0) & 0xff);
      }
      int taken = random.nextInt(target.remaining() + 1);
      out.write(target.array(), 0, taken);
      queue.drop(taken);
      assertThat(queue.length()).isEqualTo(in.size() - out.size());
      assertThat(queue.capacity()).isLessThanOrEqualTo(3 * queue.length() + 600);
    }
    byte[] rest = new byte[queue.length()];
    assertThat(queue.moveTo(rest)).isEqualTo(rest.length);
    out.writeBytes(rest);
    assertThat(out.toByteArray()).isEqualTo(in.toByteArray());
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.capacity()).isZero();
  }

  @Test
  void octetByOctetCostsNoCopyEachTime() {
    OctetQueue queue = new OctetQueue();
    int copies = 0;
    for (int i = 0; i < 65_536; i++) {
      int capacity = queue.capacity();
      queue.add(new byte[] {(byte) i}, 0, 1);
      copies += capacity == queue.capacity() ? 0 : 1;
    }
    assertThat(copies).isLessThan(50);
    byte[] all = new byte[65_536];
    queue.moveTo(all);
    byte[] expected = new byte[65_536];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (byte) i;
    }
    assertThat(Arrays.equals(all, expected)).isTrue();
  }
}
