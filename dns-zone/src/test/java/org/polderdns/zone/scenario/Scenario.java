package org.polderdns.zone.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.zone.answer.AnswerOptions;
import org.polderdns.zone.file.ZoneFileReader;

/**
 * Zones, questions, and the replies to them, out of a file {@code rfcNNNN/section/rule.scenario}:
 *
 * <pre>
 * # RFC 1034 §4.3.2: why
 * option maxChain 3
 * zone example.
 *     example. 3600 SOA ns1 hostmaster 1 7200 900 1209600 300
 *     www 3600 A 192.0.2.1
 *
 * query www.example. A tcp
 * reply NOERROR aa
 * answer
 *     www.example. 3600 A 192.0.2.1
 * authority
 * additional
 * </pre>
 *
 * <p>Blocks are indented by four spaces. A question takes the words {@code tcp}, {@code do}, {@code
 * edns}, {@code size=NNN}, {@code class=NN}. A section that is not named is empty; {@code reply ...
 * any-sections} compares the header alone.
 *
 * @param path under the root, for the test's name
 * @param zones apex and records of each
 */
public record Scenario(
    String path, Map<Name, List<RRset>> zones, AnswerOptions options, List<Exchange> exchanges) {

  /** Every scenario below a directory of the class path, in the order of their paths. */
  public static List<Scenario> all(Class<?> near, String root) {
    try {
      URI uri = near.getResource("/" + root).toURI();
      if (!uri.getScheme().equals("jar")) {
        return all(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return all(jar.getPath("/" + root));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Scenario> all(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".scenario"))
          .sorted()
          .map(file -> read(root, file))
          .toList();
    }
  }

  private static Scenario read(Path root, Path file) {
    try {
      String path = root.relativize(file).toString();
      return new Parser(path, Files.readAllLines(file)).parse();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The records of a zone's text, those of one owner and type together. */
  public static List<RRset> records(Name apex, String text) {
    Map<List<Object>, RRset> rrsets = new LinkedHashMap<>();
    ZoneFileReader reader = ZoneFileReader.of(text, apex);
    while (reader.next()) {
      Octets rdata = reader.rdata();
      RRset one = RRset.of(reader.owner(), reader.type(), reader.ttl(), List.of(rdata));
      rrsets.merge(List.of(reader.owner(), reader.type()), one, (all, more) -> all.plus(rdata));
    }
    return List.copyOf(rrsets.values());
  }

  @Override
  public String toString() {
    return path;
  }

  private static final class Parser {
    private final String path;
    private final List<String> lines;
    private int at;

    private final Map<Name, List<RRset>> zones = new LinkedHashMap<>();
    private final List<Exchange> exchanges = new ArrayList<>();
    private AnswerOptions options = new AnswerOptions(false, true, true, 16);

    Parser(String path, List<String> lines) {
      this.path = path;
      this.lines = lines;
    }

    Scenario parse() {
      while (at < lines.size()) {
        int number = at + 1;
        String[] words = lines.get(at++).split(" ");
        switch (words[0]) {
          case "", "#" -> {}
          case "option" -> options = option(words[1], words[2]);
          case "zone" -> {
            Name apex = Name.parse(words[1]);
            zones.put(apex, records(apex, String.join("\n", block()) + "\n"));
          }
          case "query" -> exchanges.add(new Exchange(number, Question.parse(words), reply()));
          default ->
            throw new IllegalArgumentException(
                path + ":" + number + ": expected zone, option or query, found " + words[0]);
        }
      }
      return new Scenario(path, zones, options, exchanges);
    }

    private Reply reply() {
      String[] header = lines.get(at++).split(" ");
      if (!header[0].equals("reply")) {
        throw new IllegalArgumentException(path + ":" + at + ": expected reply");
      }
      Map<String, List<String>> sections = new LinkedHashMap<>();
      while (at < lines.size() && Reply.SECTIONS.contains(lines.get(at))) {
        sections.put(lines.get(at++), block());
      }
      return Reply.parse(header, sections);
    }

    private List<String> block() {
      List<String> block = new ArrayList<>();
      while (at < lines.size() && lines.get(at).startsWith("    ")) {
        block.add(lines.get(at++).substring(4));
      }
      return block;
    }

    private AnswerOptions option(String name, String value) {
      AnswerOptions o = options;
      boolean yes = value.equals("yes");
      return switch (name) {
        case "anyToTcp" ->
          new AnswerOptions(yes, o.dnameProcessing(), o.resolveAcrossZones(), o.maxChain());
        case "dnameProcessing" ->
          new AnswerOptions(o.anyToTcp(), yes, o.resolveAcrossZones(), o.maxChain());
        case "resolveAcrossZones" ->
          new AnswerOptions(o.anyToTcp(), o.dnameProcessing(), yes, o.maxChain());
        case "maxChain" ->
          new AnswerOptions(
              o.anyToTcp(), o.dnameProcessing(), o.resolveAcrossZones(), Integer.parseInt(value));
        default -> throw new IllegalArgumentException(path + ":" + at + ": no option " + name);
      };
    }
  }
}
