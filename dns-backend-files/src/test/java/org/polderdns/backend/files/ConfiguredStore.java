package org.polderdns.backend.files;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneDiscovery;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneLoad;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.backend.contract.WrappedStore;
import org.polderdns.wire.Name;
import org.polderdns.zone.change.Changeset;

/**
 * A bind store and an operator: where a test makes a zone, its statement is put into the named.conf
 * and that is read again.
 */
final class ConfiguredStore extends WrappedStore implements ZoneWriting {
  private final BindDirectory directory;
  private final Map<Name, ZoneKind> zones = new LinkedHashMap<>();

  ConfiguredStore(BindDirectory directory) {
    super(directory.write("named.conf", "").open());
    this.directory = directory;
  }

  private void configure() {
    StringBuilder text = new StringBuilder();
    int number = 0;
    for (Map.Entry<Name, ZoneKind> zone : zones.entrySet()) {
      String name = zone.getKey().toString().replace("\\", "\\\\");
      String type = zone.getValue().toString().toLowerCase(Locale.ROOT);
      text.append("zone \"" + name + "\" { type " + type + "; file \""
          + directory.file("zone" + number++) + "\"; };\n");
    }
    directory.write("named.conf", text.toString());
  }

  private ZoneInfo make(Name apex, ZoneKind kind) {
    if (zones.putIfAbsent(apex, kind) != null) {
      throw new StoreException(name(), "zone " + apex + " exists already");
    }
    configure();
    inner.capability(ZoneDiscovery.class).orElseThrow().rediscover();
    return inner.zone(apex).orElseThrow();
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return type == ZoneWriting.class ? Optional.of(type.cast(this)) : inner.capability(type);
  }

  @Override
  public boolean makesZones() {
    return false;
  }

  @Override
  public ZoneTransaction begin(Name apex) {
    return new Transaction(apex);
  }

  /** The store's own, begun anew when the zone was made. */
  private final class Transaction implements ZoneTransaction {
    private final Name apex;
    private ZoneTransaction own;

    Transaction(Name apex) {
      this.apex = apex;
      this.own = inner.capability(ZoneWriting.class).orElseThrow().begin(apex);
    }

    @Override
    public Name apex() {
      return own.apex();
    }

    @Override
    public Optional<ZoneInfo> zone() {
      return own.zone();
    }

    @Override
    public ZoneInfo create(ZoneKind kind) {
      ZoneInfo made = make(apex, kind);
      own.close();
      own = inner.capability(ZoneWriting.class).orElseThrow().begin(apex);
      return made;
    }

    @Override
    public void update(ZoneInfo info) {
      own.update(info);
    }

    @Override
    public void delete() {
      own.delete();
    }

    @Override
    public Optional<StoredNode> lookup(Name owner) {
      return own.lookup(owner);
    }

    @Override
    public void apply(Changeset changes) {
      own.apply(changes);
    }

    @Override
    public ZoneLoad replaceAll() {
      return own.replaceAll();
    }

    @Override
    public List<String> metadata(String kind) {
      return own.metadata(kind);
    }

    @Override
    public void setMetadata(String kind, List<String> values) {
      own.setMetadata(kind, values);
    }

    @Override
    public void commit() {
      own.commit();
    }

    @Override
    public void close() {
      own.close();
    }
  }
}
