package org.polderdns.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
class BackgroundThreadsTest {
  private final CountDownLatch ended = new CountDownLatch(1);

  @AfterEach
  void endThreads() {
    ended.countDown();
  }

  private void start(String name) throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    Thread thread = new Thread(
        () -> {
          started.countDown();
          try {
            ended.await();
          } catch (InterruptedException e) {
            // It ends.
          }
        },
        name);
    thread.setDaemon(true);
    thread.start();
    started.await();
  }

  /** The nice values of this process's threads whose name begins so. */
  private static List<Integer> niceOf(String name) throws IOException {
    List<Integer> found = new ArrayList<>();
    for (String thread : Path.of("/proc/self/task").toFile().list()) {
      String stat = Files.readString(Path.of("/proc/self/task", thread, "stat"));
      if (stat.substring(stat.indexOf('(') + 1).startsWith(name)) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        found.add(Integer.parseInt(fields[16])); // the 19th of all
      }
    }
    return found;
  }

  @Test
  void threadsThatReadZonesGoBehindThoseThatAnswer() throws Exception {
    start("polder-files-background-test");
    start("polder-udp-background-test");
    List<Integer> answering = niceOf("polder-udp-back");
    List<Integer> compiling = niceOf("C2 CompilerThre");
    BackgroundThreads.lower();
    assertThat(niceOf("polder-files-ba")).containsExactly(BackgroundThreads.NICE);
    assertThat(niceOf("polder-udp-back")).hasSize(1).isEqualTo(answering);
    assertThat(compiling).doesNotContain(BackgroundThreads.NICE);
    assertThat(niceOf("C2 CompilerThre")).doesNotContain(BackgroundThreads.NICE);
  }
}
