package org.polderdns.server.cli;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The verbs on zones and records, in both of their forms: {@code load-zone} and {@code zone load}.
 */
final class ZoneCommands {
  private static final Set<String> OWN = Set.of(
      "help", "version", "verbose", "quiet", "force", "sort", "no-colors", ExportZone.SIGNED);

  private static final List<Class<? extends ZoneCommand>> VERBS = List.of(
      CreateZone.class,
      LoadZone.class,
      EditZone.class,
      ListZone.class,
      ExportZone.class,
      ListAllZones.class,
      CheckZone.class,
      CheckAllZones.class,
      IncreaseSerial.class,
      DeleteZone.class,
      AddRecord.class,
      ReplaceRRset.class,
      DeleteRRset.class,
      AddAutoprimary.class,
      RemoveAutoprimary.class,
      ListAutoprimaries.class,
      GenerateTsigKey.class,
      ImportTsigKey.class,
      DeleteTsigKey.class,
      ListTsigKeys.class,
      ActivateTsigKey.class,
      DeactivateTsigKey.class,
      SecureZone.class,
      SecureAllZones.class,
      DisableDnssec.class,
      ShowZone.class,
      ListKeys.class,
      AddZoneKey.class,
      ActivateZoneKey.class,
      DeactivateZoneKey.class,
      PublishZoneKey.class,
      UnpublishZoneKey.class,
      RemoveZoneKey.class,
      ImportZoneKey.class,
      ImportZoneKeyPem.class,
      ExportZoneKey.class,
      ExportZoneKeyPem.class,
      ExportZoneDs.class,
      ExportZoneDnskey.class,
      GenerateZoneKey.class,
      SetNsec3.class,
      UnsetNsec3.class,
      HashZoneRecord.class,
      ZonemdVerifyFile.class,
      RectifyZone.class,
      RectifyAllZones.class,
      SetPresigned.class,
      UnsetPresigned.class,
      SetPublishCds.class,
      UnsetPublishCds.class,
      SetPublishCdnskey.class,
      UnsetPublishCdnskey.class,
      ListAlgorithms.class,
      GetMeta.class,
      SetMeta.class,
      AddMeta.class,
      HsmAssign.class,
      HsmCreateKey.class,
      B2bMigrate.class,
      BackendCommand.class,
      BackendLookup.class,
      BenchDb.class,
      TestSchema.class,
      CreateSchema.class,
      CreateBindDb.class,
      UpgradeSchema.class,
      InstallTriggers.class,
      RemoveTriggers.class);

  /** The newer form, object and action, and the verb that it stands for. */
  private static final Map<String, String> FORMS = forms();

  /** Names of old with those of the verbs that they stand for. */
  private static final Map<String, String> OLD_NAMES = Map.of("add-supermaster", "add-autoprimary");

  private ZoneCommands() {}

  private static Map<String, String> forms() {
    Map<String, String> forms = new HashMap<>();
    forms.put("zone create", "create-zone");
    forms.put("zone load", "load-zone");
    forms.put("zone edit", "edit-zone");
    forms.put("zone list", "list-zone");
    forms.put("zone export", "export-zone");
    forms.put("zone list-all", "list-all-zones");
    forms.put("zone check", "check-zone");
    forms.put("zone check-all", "check-all-zones");
    forms.put("zone increase-serial", "increase-serial");
    forms.put("zone delete", "delete-zone");
    for (String object : List.of("rrset", "record")) {
      forms.put(object + " add", "add-record");
      forms.put(object + " replace", "replace-rrset");
      forms.put(object + " delete", "delete-rrset");
      forms.put(object + " hash", "hash-zone-record");
    }
    forms.put("zone secure", "secure-zone");
    forms.put("zone secure-all", "secure-all-zones");
    forms.put("zone dnssec-disable", "disable-dnssec");
    forms.put("zone show", "show-zone");
    forms.put("zone rectify", "rectify-zone");
    forms.put("zone rectify-all", "rectify-all-zones");
    forms.put("zone export-ds", "export-zone-ds");
    forms.put("zone export-dnskey", "export-zone-dnskey");
    forms.put("zone import-key-pem", "import-zone-key-pem");
    forms.put("zone export-key-pem", "export-zone-key-pem");
    for (String action : List.of(
        "activate",
        "deactivate",
        "publish",
        "unpublish",
        "remove",
        "import",
        "export",
        "generate")) {
      forms.put("zone " + action + "-key", action + "-zone-key");
    }
    forms.put("zone add-key", "add-zone-key");
    for (String action : List.of("get", "set", "add")) {
      forms.put("metadata " + action, action + "-meta");
    }
    forms.put("hsm assign", HsmAssign.NAME);
    forms.put("hsm create-key", HsmCreateKey.NAME);
    for (String verb : List.of(
        "list-keys",
        "zonemd-verify-file",
        "set-nsec3",
        "unset-nsec3",
        "set-presigned",
        "unset-presigned",
        "set-publish-cds",
        "unset-publish-cds",
        "set-publish-cdnskey",
        "unset-publish-cdnskey")) {
      forms.put("zone " + verb, verb);
    }
    for (String action : List.of("generate", "import", "delete", "activate", "deactivate")) {
      forms.put("tsigkey " + action, action + "-tsig-key");
    }
    forms.put("tsigkey list", "list-tsig-keys");
    forms.put("autoprimary add", "add-autoprimary");
    forms.put("autoprimary remove", "remove-autoprimary");
    forms.put("autoprimary list", "list-autoprimaries");
    return Map.copyOf(forms);
  }

  static int run(Program program, Console console, List<String> commandLine) {
    Arguments arguments = Arguments.parse(commandLine, OWN);
    List<String> words = new ArrayList<>(arguments.rest());
    try (Tool tool = Tool.open(program, console, arguments, words)) {
      if (words.size() >= 2) {
        String verb = FORMS.get(words.get(0) + " " + words.get(1));
        if (verb != null) {
          words.subList(0, 2).clear();
          words.add(0, verb);
          if (verb.equals("add-zone-key")) {
            words.add(AddZoneKey.NEWER);
          }
        }
      }
      if (!words.isEmpty()) {
        words.set(0, OLD_NAMES.getOrDefault(words.get(0), words.get(0)));
      }
      CommandLine line = commandLine(tool);
      if (words.isEmpty()
          || words.get(0).equals("help")
          || words.contains("--help")
          || words.contains("-h")) {
        return help(line, tool, words);
      }
      if (words.get(0).equals("--version") || words.get(0).equals("version")) {
        tool.print(Version.line());
        return 0;
      }
      if (!line.getSubcommands().containsKey(words.get(0))) {
        console.err().println(unknown(words));
        return 2;
      }
      return execute(line, tool, words);
    }
  }

  /** What is wrong with words that are no command: what goes with a noun is named with it. */
  private static String unknown(List<String> words) {
    String first = words.get(0);
    if (FORMS.keySet().stream().noneMatch(form -> form.startsWith(first + " "))) {
      return "Unknown command '" + first + "'";
    }
    return words.size() == 1
        ? "Missing sub-command for '" + first + "'"
        : "Unknown command '" + first + " " + words.get(1) + "'";
  }

  private static CommandLine commandLine(Tool tool) {
    CommandSpec spec = CommandSpec.create().name(tool.program().text());
    CommandLine line = new CommandLine(spec);
    for (Class<? extends ZoneCommand> verb : VERBS) {
      line.addSubcommand(make(verb, tool));
    }
    return line;
  }

  private static int execute(CommandLine line, Tool tool, List<String> words) {
    CommandLine.ParseResult parsed;
    try {
      parsed = line.parseArgs(words.toArray(new String[0]));
    } catch (CommandLine.ParameterException e) {
      PrintStream err = tool.console().err();
      err.println(
          tool.program().text() + ": " + e.getMessage().lines().findFirst().orElse(""));
      err.println("Syntax: " + synopsis(e.getCommandLine()));
      return 2;
    }
    return ((ZoneCommand) parsed.subcommand().commandSpec().userObject()).run();
  }

  private static ZoneCommand make(Class<? extends ZoneCommand> verb, Tool tool) {
    try {
      ZoneCommand command = verb.getDeclaredConstructor().newInstance();
      command.use(tool);
      return command;
    } catch (InstantiationException
        | IllegalAccessException
        | InvocationTargetException
        | NoSuchMethodException e) {
      throw new IllegalStateException(verb + " has no constructor", e);
    }
  }

  private static String synopsis(CommandLine verb) {
    return verb.getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
  }

  private static int help(CommandLine line, Tool tool, List<String> words) {
    words.removeAll(List.of("help", "--help", "-h"));
    Map<String, CommandLine> verbs = line.getSubcommands();
    if (!words.isEmpty() && verbs.containsKey(words.get(0))) {
      verbs.get(words.get(0)).usage(tool.console().out());
      return 0;
    }
    tool.print("Syntax: " + tool.program().text() + " [OPTION]... COMMAND [ARGUMENT]...");
    tool.print("");
    if (tool.program() == Program.POLDER) {
      tool.print(
          "  serve [--SETTING=VALUE]...\n\tServe the zones; serve --help lists the settings");
      tool.print("  demo\n\tServe a demonstration zone on port 5300");
      tool.print("  control COMMAND [ARGUMENT]...\n\tTell a running server something");
      tool.print("  zone2sql --zone=FILE --gsqlite ...\n\tMaster files as SQL statements; --help");
      tool.print("  zone2json --zone=FILE ...\n\tMaster files as JSON; --help");
      tool.print("  query NAME [TYPE] [@SERVER] [-p PORT] [+tcp] [+dnssec]\n\tAsk a server");
    }
    verbs.values().forEach(verb -> {
      tool.print("  " + synopsis(verb).substring(tool.program().text().length() + 1));
      String[] description = verb.getCommandSpec().usageMessage().description();
      tool.print("\t" + String.join(" ", description));
    });
    tool.print("");
    tool.print("Verbs have a second form: zone load ZONE FILE, rrset add ZONE NAME TYPE CONTENT.");
    tool.print(
        "Options: -v --verbose, -q --quiet, -f --force, -s --sort, --no-colors, --config-dir DIR,");
    tool.print("--config-name NAME, and every setting of the server as --SETTING=VALUE.");
    if (tool.program() == Program.POLDER) {
      tool.print("Without a configuration zones are kept in the data directory: --data-dir DIR.");
    }
    return 0;
  }
}
