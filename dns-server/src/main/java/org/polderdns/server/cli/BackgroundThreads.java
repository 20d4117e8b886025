package org.polderdns.server.cli;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.polderdns.backend.ResidentZones;
import org.polderdns.server.store.Stores;

/**
 * Has the threads that answer go before those that read zones, and collect garbage
 * beside them: on Linux each thread has a nice value of its own, and a thread begins with that of
 * the one that made it. Without it a zone that is read again on a busy core takes half of it, and
 * questions are lost. Nothing waits while the zones are read that there are at the start. The JVM's
 * compilers are not among them: on a full core, code that answers and has to be compiled again would
 * be interpreted for a third of a second.
 */
final class BackgroundThreads {
  /** A thirtieth of a core, where others want all of it. */
  static final int NICE = 15;

  private static final Logger LOG = System.getLogger(BackgroundThreads.class.getName());

  /** What their names begin with, of which Linux keeps 15 octets. */
  private static final List<String> NAMES = List.of(
      "G1 Conc#",
      "G1 Main Marker",
      "G1 Refine#",
      "G1 Service",
      "polder-files-",
      "polder-load-",
      "polder-compile-",
      "polder-snapsho",
      "polder-sign",
      "polder-control");

  private static final Path TASKS = Path.of("/proc/self/task");
  private static final int PRIO_PROCESS = 0; // which for Linux is a thread
  private static final long SETTLING_MILLIS = 1000;
  private static final long LATER_MILLIS = 10_000;

  private BackgroundThreads() {}

  /**
   * From when all zones in memory have been read, lowers such threads, those that come later too.
   *
   * @param holding whether zones of stores that have none in memory are held there
   */
  static void watch(Stores stores, boolean holding) {
    List<ResidentZones> residents = stores.backends().stream()
        .flatMap(store -> store.capability(ResidentZones.class).stream())
        .toList();
    if (residents.isEmpty() && !holding || !isLinux()) {
      return;
    }
    BooleanSupplier settled = () -> residents.stream().allMatch(ResidentZones::isSettled);
    Thread thread = new Thread(() -> watch(settled), "polder-background");
    thread.setDaemon(true);
    thread.start();
  }

  private static boolean isLinux() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).equals("linux");
  }

  private static void watch(BooleanSupplier settled) {
    try {
      do {
        TimeUnit.MILLISECONDS.sleep(SETTLING_MILLIS);
      } while (!settled.getAsBoolean());
      while (true) {
        lower();
        TimeUnit.MILLISECONDS.sleep(LATER_MILLIS);
      }
    } catch (InterruptedException e) {
      // Nobody does that; the process is ending.
    } catch (IOException | LinkageError e) {
      LOG.log(Logger.Level.INFO, "event=threads-not-lowered reason=\"" + e + "\"");
    }
  }

  /**
   * Lowers those that there are; what is lower stays as it is.
   *
   * @throws IOException if the process cannot see its threads
   */
  static void lower() throws IOException {
    String[] threads = TASKS.toFile().list();
    if (threads == null) {
      throw new IOException("cannot read " + TASKS);
    }
    for (String thread : threads) {
      int number = Integer.parseInt(thread);
      if (isBackground(name(thread)) && Calls.getpriority(PRIO_PROCESS, number) < NICE) {
        // One that has just ended is not found, which does no harm.
        int unused = Calls.setpriority(PRIO_PROCESS, number, NICE);
      }
    }
  }

  private static boolean isBackground(String name) {
    return NAMES.stream().anyMatch(name::startsWith);
  }

  private static String name(String thread) {
    try {
      return Files.readString(TASKS.resolve(thread).resolve("comm"));
    } catch (IOException e) {
      return ""; // it has ended
    }
  }

  /** The system's calls; to use them loads JNA. */
  private static final class Calls {
    static {
      Native.register(Calls.class, NativeLibrary.getProcess());
    }

    private Calls() {}

    static native int getpriority(int which, int thread);

    static native int setpriority(int which, int thread, int nice);
  }
}
