package org.polderdns.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private static Settings load(String... arguments) {
    return new SettingsLoader(SettingCatalogue.ofServer())
        .directory(Path.of("/nonexistent"))
        .load(List.of(arguments));
  }

  @Test
  void booleansAreTrueUnlessNoOrOff() {
    assertThat(load("--primary=no").yes("primary")).isFalse();
    assertThat(load("--primary=off").yes("primary")).isFalse();
    assertThat(load("--primary=maybe").yes("primary")).isTrue();
    assertThat(load("--primary=").yes("primary")).isTrue();
    assertThat(load("--primary").yes("primary")).isTrue();
  }

  @Test
  void addressesHaveTheirOwnPortOrTheDefault() {
    Settings settings = load("--local-address=192.0.2.1,192.0.2.2:54 2001:db8::1 [2001:db8::2]:55");
    assertThat(settings.addresses("local-address", 53).stream().map(Addresses::print))
        .containsExactly("192.0.2.1:53", "192.0.2.2:54", "[2001:db8::1]:53", "[2001:db8::2]:55");
  }

  @Test
  void numberOutsideOfItsUseNamesTheSettingAndItsPlace(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("pdns.conf"), "\nreceiver-threads=0\n");
    Settings settings =
        new SettingsLoader(SettingCatalogue.ofServer()).directory(directory).load(List.of());
    assertThatThrownBy(() -> settings.number("receiver-threads", 1, 64))
        .hasMessage("'receiver-threads' value '0' is not 1 to 64 (" + file + ":2)");
  }

  @Test
  void everySettingHasADefaultOfItsTypeAndHelp() {
    Settings defaults = Settings.defaults();
    assertThat(defaults.catalogue().settings()).hasSizeGreaterThan(150).allSatisfy(setting -> {
      assertThat(setting.help()).isNotBlank();
      switch (setting.type()) {
        case NUMBER -> Settings.wholeNumber(setting.name(), setting.defaultValue());
        case PORT -> defaults.number(setting.name(), 0, 65535);
        case ADDRESSES -> defaults.addresses(setting.name(), 53);
        case NETMASKS -> defaults.list(setting.name()).forEach(Addresses::checkNetmask);
        default -> {}
      }
    });
  }

  @Test
  void configurationPrintedIsTheConfiguration(@TempDir Path directory) throws Exception {
    Settings settings = load("--local-port=5300", "--launch=bind", "--primary");
    List<String> lines = SettingsPrinter.configuration(settings);
    Files.write(directory.resolve("pdns.conf"), lines);
    Settings again =
        new SettingsLoader(SettingCatalogue.ofServer()).directory(directory).load(List.of());
    assertThat(settings.catalogue().settings())
        .allSatisfy(setting ->
            assertThat(again.text(setting.name())).isEqualTo(settings.text(setting.name())));
  }

  @Test
  void differencesAreThoseFromTheDefaults() {
    Settings settings = load("--local-port=5300", "--launch=bind", "--local-address=0.0.0.0 ::");
    assertThat(SettingsPrinter.differences(settings))
        .containsSubsequence("launch=bind", "local-port=5300")
        .noneMatch(line -> line.startsWith("local-address"));
  }

  @Test
  void removedNamesAreTold() {
    assertThat(load("--allow-recursion=::1", "--gmysql-autoserial").removed())
        .containsExactly("allow-recursion", "gmysql-autoserial");
  }
}
