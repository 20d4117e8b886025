package org.polderdns.records.example;

import java.util.Collection;
import java.util.List;
import org.polderdns.records.RdataFormat;
import org.polderdns.records.RdataFormatProvider;

/** Adds PIN to the record types that programs with this jar know. */
public final class PinProvider implements RdataFormatProvider {
  @Override
  public Collection<RdataFormat<?>> formats() {
    return List.of(Pin.FORMAT);
  }
}
