package org.polderdns.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The rules of docs/architecture.md that the compiler does not see. */
class ArchitectureTest {
  private static final String[] PURE = {
    "org.polderdns.wire..",
    "org.polderdns.records..",
    "org.polderdns.zone..",
    "org.polderdns.dnssec.."
  };

  private static final List<String> BOTTOM_TO_TOP =
      List.of("wire", "records", "zone", "dnssec", "backend", "server");

  private static final List<String> STORES =
      List.of("org.polderdns.backend.files..", "org.polderdns.backend.sql..");

  private static final JavaClasses CLASSES = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .withImportOption(location -> !location.contains("-tests.jar"))
      .importPackages("org.polderdns");

  @Test
  void allModulesAreSeen() {
    assertThat(CLASSES.contain("org.polderdns.wire.Name")).isTrue();
    assertThat(CLASSES.contain("org.polderdns.server.cli.Main")).isTrue();
    assertThat(CLASSES.contain("org.polderdns.backend.sql.SqlBackend")).isTrue();
    assertThat(CLASSES.contain("org.polderdns.backend.files.BindBackend")).isTrue();
  }

  @Test
  void pureModulesOpenNoSockets() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat(DescribedPredicate.describe(
            "are sockets, selectors or channels of them",
            (JavaClass c) -> c.getFullName().matches("java\\.net\\..*(Socket|Connection|Client).*")
                || c.getFullName()
                    .matches("java\\.nio\\.channels\\..*(Socket|Datagram|Selector).*")))
        .check(CLASSES);
  }

  @Test
  void pureModulesStartNoThreads() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ExecutorService.class) // an Executor may be given: its threads are others'
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Executors.class)
        .orShould()
        .callConstructorWhere(DescribedPredicate.describe(
            "a thread is made", call -> call.getTargetOwner().isAssignableTo(Thread.class)))
        .check(CLASSES);
  }

  @Test
  void pureModulesDoNotLog() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(System.Logger.class)
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }

  @Test
  void pureModulesTakeAClock() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .check(CLASSES);
  }

  @Test
  void noModuleDependsOnOneAboveIt() {
    for (int i = 0; i < BOTTOM_TO_TOP.size() - 1; i++) {
      String[] above = BOTTOM_TO_TOP.stream()
          .skip(i + 1L)
          .map(module -> "org.polderdns." + module + "..")
          .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage("org.polderdns." + BOTTOM_TO_TOP.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(above)
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  @Test
  void nothingCompilesAgainstAParticularStore() {
    for (String store : STORES) {
      noClasses()
          .that()
          .resideOutsideOfPackage(store)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(store)
          .check(CLASSES);
    }
  }
}
