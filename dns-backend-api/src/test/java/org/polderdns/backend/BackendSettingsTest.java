package org.polderdns.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackendSettingsTest {
  private static final BackendFactory FACTORY = new BackendFactory() {
    @Override
    public String kind() {
      return "kind";
    }

    @Override
    public String help() {
      return "A test";
    }

    @Override
    public List<BackendSetting> settings() {
      return List.of(
          new BackendSetting("file", "default", "A file"),
          BackendSetting.yesOrNo("fast", false, "Whether fast"));
    }

    @Override
    public Backend open(BackendSettings settings) {
      throw new StoreException(settings.name(), "not here");
    }
  };

  @Test
  void launchNamesInstances() {
    assertThat(Launch.parseAll("gsqlite3:east, gsqlite3:west bind,"))
        .extracting(Launch::name)
        .containsExactly("gsqlite3-east", "gsqlite3-west", "bind");
    assertThat(new Launch("kind", "east").settingName(FACTORY.settings().get(0)))
        .isEqualTo("kind-east-file");
    assertThat(Launch.parseAll("  ")).isEmpty();
  }

  @Test
  void launchTwiceIsRefused() {
    assertThatThrownBy(() -> Launch.parseAll("bind,bind"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the same name 'bind'");
    assertThatThrownBy(() -> Launch.parseAll(":east")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void settingsHaveDefaults() {
    Launch launch = new Launch("kind", "");
    BackendSettings settings = BackendSettings.of(launch, FACTORY, Map.of());
    assertThat(settings.text("file")).isEqualTo("default");
    assertThat(settings.isYes("fast")).isFalse();
    assertThat(settings.launch()).isEqualTo(launch);
  }

  @Test
  void unknownSettingIsRefused() {
    assertThatThrownBy(
            () -> BackendSettings.of(new Launch("kind", "e"), FACTORY, Map.of("slow", "no")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown setting kind-e-slow");
  }

  @Test
  void allIsYesButNoAndOff() {
    for (String yes : List.of("yes", "on", "true", "1", "", "maybe", "2", "0", "false", "NO")) {
      assertThat(isFast(yes)).as(yes).isTrue();
    }
    assertThat(isFast("no")).isFalse();
    assertThat(isFast("off")).isFalse();
  }

  private static boolean isFast(String value) {
    return BackendSettings.of(new Launch("kind", "e"), FACTORY, Map.of("fast", value))
        .isYes("fast");
  }

  @Test
  void factoriesAreFound() {
    assertThat(BackendFactories.find("memory")).isPresent();
    assertThat(BackendFactories.find("nothing")).isEmpty();
    BackendFactory memory = BackendFactories.find("memory").orElseThrow();
    BackendSettings settings = BackendSettings.of(new Launch("memory", "x"), memory, Map.of());
    try (Backend store = memory.open(settings)) {
      assertThat(store.name()).isEqualTo("memory-x");
    }
  }
}
