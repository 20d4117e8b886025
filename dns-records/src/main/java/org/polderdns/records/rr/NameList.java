package org.polderdns.records.rr;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.polderdns.records.FieldKind;
import org.polderdns.records.Json;
import org.polderdns.records.OctetBuilder;
import org.polderdns.records.Tokenizer;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;

/** Names up to the end, never compressed, their case kept. */
enum NameList implements FieldKind<List<Name>> {
  KIND;

  @Override
  public List<Name> read(OctetReader in) {
    List<Name> names = new ArrayList<>();
    while (in.remaining() > 0) {
      names.add(in.uncompressedName());
    }
    return List.copyOf(names);
  }

  @Override
  public void write(List<Name> value, OctetBuilder out) {
    value.forEach(out::name);
  }

  @Override
  public List<Name> parse(Tokenizer in, Name origin) {
    List<Name> names = new ArrayList<>();
    while (in.hasMore()) {
      in.next();
      names.add(in.is("@") ? origin : Name.parse(in.buffer(), in.from(), in.to(), origin));
    }
    return List.copyOf(names);
  }

  @Override
  public void print(List<Name> value, StringBuilder out) {
    for (int i = 0; i < value.size(); i++) {
      out.append(i == 0 ? "" : " ").append(value.get(i));
    }
  }

  @Override
  public List<Name> random(RandomGenerator random) {
    List<Name> names = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      names.add(Name.parse("rvs" + random.nextInt(1000) + ".example."));
    }
    return List.copyOf(names);
  }

  @Override
  public Object toJson(List<Name> value) {
    return value.stream().map(Name::toString).toList();
  }

  @Override
  public List<Name> fromJson(Object json) {
    return Json.list(json).stream().map(name -> Name.parse(Json.string(name))).toList();
  }
}
