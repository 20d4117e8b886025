package org.polderdns.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSet;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.backend.contract.ZoneText;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.Section;
import org.polderdns.zone.answer.Answer;
import org.polderdns.zone.answer.AnswerOptions;
import org.polderdns.zone.answer.Answerer;
import org.polderdns.zone.change.Changeset;

/**
 * Two versions of a zone, loaded over each other in turn by processes that are killed at random
 * moments; after each there must be the one or the other, by the rows, and nothing in the way.
 */
final class KilledLoads implements AutoCloseable {
  private static final Name APEX = Name.parse("example.org.");
  private static final int NAMES = 3000;

  /** Kills between two looks at answers, and at a load in this process. */
  private static final int SELDOM = 10;

  /** In one statement, that is one state: a commit may be under way at the server. */
  private static final String STATE =
      "select name, type, content, ttl, prio, disabled, ordername, auth from records union all"
          + " select kind, 'metadata', content, 0, 0, (1 = 0), null, (1 = 1) from domainmetadata";

  private final DatabaseServer server;
  private final Random random;
  private final List<Path> files = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final List<List<String>> versions = new ArrayList<>(); // rows and metadata of each
  private final List<List<String>> answers = new ArrayList<>();
  private LoadingProcess next;
  private int current;
  private long wholeNanos;
  private long commitNanos;
  private int stayed;
  private int came;

  /** Loads both versions once, and measures how long that takes. */
  KilledLoads(DatabaseServer server, Path directory, Random random) throws Exception {
    this.server = server;
    this.random = random;
    for (int version = 0; version < 2; version++) {
      texts.add(text(version, random));
      files.add(Files.writeString(directory.resolve("zone" + version), texts.get(version)));
    }
    try (Backend store = server.open()) {
      ZoneText.load(store, APEX, "@ 60 SOA ns h 1 2 3 4 5\n");
    }
    next = LoadingProcess.start(server, APEX);
    for (int version = 0; version < 2; version++) {
      whole(version);
      versions.add(state());
      answers.add(answers());
      current = version;
    }
    assertThat(versions.get(0)).hasSizeGreaterThan(NAMES).isNotEqualTo(versions.get(1));
    assertThat(answers.get(0)).isNotEqualTo(answers.get(1));
  }

  /** A zone with cuts, glue and empty non-terminals, in no order; the second has signatures. */
  private static String text(int version, Random random) {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < NAMES; i++) {
      int name = version == 0 ? i : i * 3 / 2;
      records.add("n" + name + " 60 A 10." + version + "." + i / 256 + "." + i % 256);
      if (i % 10 == 0) {
        records.add("a.b.c" + name + " 60 TXT \"" + version + "\"");
      }
      if (i % 50 == version) {
        records.add("d" + name + " 60 NS ns.d" + name);
        records.add("ns.d" + name + " 60 A 192.0.2." + version);
      }
    }
    if (version == 1) {
      records.add("@ 60 RRSIG SOA 13 2 60 20300101000000 20200101000000 1 @ AAAA");
    }
    Collections.shuffle(records, random);
    records.add(0, "@ 60 SOA ns h " + version + " 2 3 4 5");
    return String.join("\n", records) + "\n";
  }

  private LoadingProcess process() throws IOException {
    LoadingProcess process = next;
    next = LoadingProcess.start(server, APEX); // starts up while the other works
    return process;
  }

  private void whole(int version) throws Exception {
    try (LoadingProcess process = process()) {
      process.load(files.get(version));
      process.await(LoadingProcess.BEGUN);
      long begun = System.nanoTime();
      process.await(LoadingProcess.COMMITTING);
      long committing = System.nanoTime();
      process.await(LoadingProcess.COMMITTED);
      wholeNanos = System.nanoTime() - begun;
      commitNanos = System.nanoTime() - committing;
      process.kill();
    }
  }

  /** Kills so many processes; tells what came of it. */
  String kill(int times) throws Exception {
    for (int i = 1; i <= times; i++) {
      boolean atCommit = i % 3 == 0;
      LoadingProcess process = process();
      process.load(files.get(1 - current));
      process.await(atCommit ? LoadingProcess.COMMITTING : LoadingProcess.BEGUN);
      long bound = atCommit ? 3 * commitNanos : wholeNanos + wholeNanos / 8;
      LockSupport.parkNanos((long) (random.nextDouble() * bound));
      process.kill();
      check("kill " + i, process);
      if (i % SELDOM == 0) {
        server.clean();
        checkAnswersAndLoad("kill " + i);
      }
    }
    return times + " kills, " + stayed + " left the old zone, " + came
        + " the new one; a load takes " + wholeNanos / 1_000_000 + " ms, its commit "
        + commitNanos / 1_000 + " us";
  }

  private void check(String when, LoadingProcess process) throws Exception {
    List<String> found = state();
    int version = versions.indexOf(found);
    assertThat(version).as("%s: %s", when, difference(found)).isNotNegative();
    change(when);
    List<String> later = state(); // a commit under way at the server has been done by now
    if (version != current) {
      assertThat(later).as(when).isEqualTo(found);
    }
    version = versions.indexOf(later);
    assertThat(version).as("%s, after a change: %s", when, difference(later)).isNotNegative();
    if (process.was(LoadingProcess.COMMITTED)) {
      assertThat(version).as("%s, after the commit", when).isEqualTo(1 - current);
    } else if (!process.was(LoadingProcess.COMMITTING)) {
      assertThat(version).as("%s, before the commit", when).isEqualTo(current);
    }
    if (version == current) {
      stayed++;
    } else {
      came++;
    }
    current = version;
  }

  /** What there is and in neither version, or the other way about. */
  private String difference(List<String> found) {
    List<String> more = new ArrayList<>(found);
    more.removeAll(versions.get(current));
    return found.size() + " rows, not in the old zone: "
        + more.subList(0, Math.min(5, more.size()));
  }

  private List<String> state() throws Exception {
    List<String> state = new ArrayList<>(server.rows(STATE));
    Collections.sort(state);
    return state;
  }

  /** Changes rows and takes that back: nobody else holds them. */
  private void change(String when) {
    try (Backend store = server.open();
        ZoneTransaction tx = store.capability(ZoneWriting.class).orElseThrow().begin(APEX)) {
      Name n0 = Name.parse("n0", APEX);
      RRset other = RRset.of(n0, RecordType.A, 60, List.of(Octets.of(192, 0, 2, 1)));
      tx.apply(
          Changeset.of(APEX).replace(other).deleteName(Name.parse("n3", APEX)).build());
      assertThat(tx.lookup(n0).orElseThrow().rrsets()).as(when).containsExactly(other);
    }
  }

  private void checkAnswersAndLoad(String when) throws Exception {
    assertThat(answers()).as(when).isEqualTo(answers.get(current));
    try (Backend store = server.open()) {
      ZoneText.load(store, APEX, texts.get(current));
    }
    assertThat(state()).as("%s, loaded again", when).isEqualTo(versions.get(current));
  }

  private List<String> answers() {
    List<String> lines = new ArrayList<>();
    try (BackendSet zones = new BackendSet(List.of(server.open()), BackendSet.Options.DEFAULT)) {
      Answerer answerer = new Answerer(zones, AnswerOptions.DEFAULT);
      Answer answer = new Answer();
      for (String name : List.of("@", "n0", "n1", "n4400", "b.c0", "x.d50", "x.d75", "none")) {
        Name qname = name.equals("@") ? APEX : Name.parse(name, APEX);
        answerer.answer(qname, RecordType.A, RecordClass.IN, false, answer);
        lines.add(qname + " " + answer.rcode());
        for (Section section : Section.values()) {
          answer.section(section).forEach(one -> lines.add(section + " " + one.rrset()));
        }
      }
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    next.close();
  }
}
