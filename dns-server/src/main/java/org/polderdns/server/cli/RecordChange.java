package org.polderdns.server.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.records.RRset;
import org.polderdns.records.Rdata;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.ChangeRefusedException;
import org.polderdns.zone.change.Changeset;
import org.polderdns.zone.change.NodeRules;
import picocli.CommandLine.Parameters;

/** What adding to an RRset and replacing it have in common. */
abstract class RecordChange extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Parameters(index = "1", paramLabel = "NAME")
  private String name = "";

  @Parameters(index = "2", paramLabel = "TYPE")
  private String type = "";

  @Parameters(index = "3..*", paramLabel = "[TTL] CONTENT", arity = "1..*")
  private List<String> contents = new ArrayList<>();

  /** Does the change; {@code keepOld} adds to what is there. */
  int change(boolean keepOld) {
    ServedZone located = tool().ownZone(zone);
    Name apex = located.info().apex();
    Name owner = OwnerNames.parse(name, apex);
    RecordType rtype = Tool.type(type);
    List<String> rest = new ArrayList<>(contents);
    Optional<Long> ttl = takeTtl(rest);
    Set<Octets> rdatas = new LinkedHashSet<>();
    for (String content : rest) {
      if (!rdatas.add(parse(rtype, content))) {
        tool().say("Ignoring duplicate record content \"" + content + "\"");
      }
    }
    try (ZoneTransaction tx = Tool.writing(located.backend()).begin(apex)) {
      List<RRset> there = tx.lookup(owner).map(StoredNode::rrsets).orElse(List.of());
      Optional<RRset> old = there.stream().filter(set -> set.type() == rtype).findFirst();
      refuseConflict(owner, rtype, there, keepOld, rdatas);
      if (!keepOld) {
        tool()
            .print(
                "Current records for " + Tool.shown(owner) + " IN " + rtype + " will be replaced");
      }
      if (keepOld && old.isPresent()) {
        for (Iterator<Octets> i = rdatas.iterator(); i.hasNext(); ) {
          Octets rdata = i.next();
          if (old.get().rdatas().contains(rdata)) {
            String content = Contents.print(new Rdata(rtype, rdata));
            tool().say("Ignoring duplicate record content \"" + content + "\"");
            i.remove();
          }
        }
      }
      long lasting = ttl.orElseGet(() -> keepOld && old.isPresent()
          ? old.get().ttl()
          : (long) tool().settings().number("default-ttl"));
      RRset result = old.orElse(null);
      if (!rdatas.isEmpty() || !keepOld) {
        RRset rrset = RRset.of(owner, rtype, lasting, rdatas);
        Changeset.Builder changes = Changeset.of(apex);
        tx.apply((keepOld ? changes.add(rrset) : changes.replace(rrset)).build());
        tx.commit();
        result = keepOld && old.isPresent() ? union(old.get(), rrset) : rrset;
      }
      if (result != null) {
        print(result);
      }
    } catch (ChangeRefusedException e) {
      throw new CommandException("Error: " + e.getMessage());
    }
    return 0;
  }

  private static RRset union(RRset old, RRset added) {
    RRset all = old.withTtl(added.ttl());
    for (Octets rdata : added.rdatas()) {
      all = all.plus(rdata);
    }
    return all;
  }

  /** A number before the first content is the TTL. */
  private static Optional<Long> takeTtl(List<String> rest) {
    if (rest.size() < 2 || !rest.get(0).matches("\\d{1,10}")) {
      return Optional.empty();
    }
    long ttl = Long.parseLong(rest.remove(0));
    if (ttl > 0x7fffffffL) {
      throw new CommandException("Error: TTL " + ttl + " is not 0 to 2147483647");
    }
    return Optional.of(ttl);
  }

  private static Octets parse(RecordType type, String content) {
    try {
      return Rdata.parse(type, content).octets();
    } catch (PresentationFormatException e) {
      throw new CommandException(
          "Error: Parsing record content (try 'pdnsutil check-zone'): " + e.getMessage());
    }
  }

  /** The two conflicts that tools know by their words; all others the changeset finds. */
  private static void refuseConflict(
      Name owner, RecordType type, List<RRset> there, boolean keepOld, Set<Octets> rdatas) {
    boolean cnameThere = there.stream().anyMatch(set -> set.type() == RecordType.CNAME);
    boolean otherThere = there.stream()
        .anyMatch(set -> !NodeRules.mayStandBesideCname(set.type())
            || keepOld && set.type() == RecordType.CNAME && !set.rdatas().containsAll(rdatas));
    if (type == RecordType.CNAME && otherThere) {
      throw new CommandException("Attempting to add CNAME to " + Tool.shown(owner)
          + " which already had existing records");
    }
    if (cnameThere && !NodeRules.mayStandBesideCname(type)) {
      throw new CommandException(
          "Attempting to add record to " + Tool.shown(owner) + " which already had a CNAME record");
    }
  }

  private void print(RRset rrset) {
    tool().print("New rrset:");
    for (int i = 0; i < rrset.size(); i++) {
      tool()
          .print(rrset.owner()
              + " "
              + rrset.ttl()
              + " IN "
              + rrset.type()
              + " "
              + Contents.print(rrset.rdata(i)));
    }
  }
}
