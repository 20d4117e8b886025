package org.polderdns.records;

import java.util.HashMap;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import org.polderdns.wire.RdataLayouts;
import org.polderdns.wire.RecordType;

/**
 * The format of every record type: those of this module, those that a {@link RdataFormatProvider}
 * adds, and for all others the one of RFC 3597.
 */
public final class RdataFormats {
  private static final RdataFormat<?>[] LOW = new RdataFormat<?>[512]; // by number, made when asked
  private static final Map<RecordType, RdataFormat<?>> HIGH = new ConcurrentHashMap<>();
  private static final Map<RecordType, RdataFormat<?>> ADDED = added();

  private RdataFormats() {}

  /** The format of a type; there always is one. */
  public static RdataFormat<?> of(RecordType type) {
    int code = type.code();
    if (code >= LOW.length) {
      return HIGH.computeIfAbsent(type, RdataFormats::make);
    }
    RdataFormat<?> format = LOW[code];
    if (format == null) {
      format = make(type);
      LOW[code] = format;
    }
    return format;
  }

  /**
   * Finds the providers now, if that was not done before, so that {@link RecordType#parse} knows
   * the mnemonics that they bring. Reading any presentation format does it too.
   */
  public static void load() {
    // Loading this class has done it.
  }

  /** Whether {@link #of} is more than the format of unknown types. */
  public static boolean isKnown(RecordType type) {
    return !(of(type) instanceof GenericFormat);
  }

  /** What messages have to know of all types: where their names are. */
  public static RdataLayouts layouts() {
    return type -> of(type).layout();
  }

  private static RdataFormat<?> make(RecordType type) {
    RdataFormat<?> format = BuiltIn.format(type.code());
    if (format == null) {
      format = ADDED.get(type);
    }
    return format != null ? format : new GenericFormat(type);
  }

  private static Map<RecordType, RdataFormat<?>> added() {
    Map<RecordType, RdataFormat<?>> formats = new HashMap<>();
    for (RdataFormatProvider provider :
        ServiceLoader.load(RdataFormatProvider.class, RdataFormats.class.getClassLoader())) {
      for (RdataFormat<?> format : provider.formats()) {
        RecordType type = format.type();
        if (BuiltIn.format(type.code()) != null || formats.put(type, format) != null) {
          throw new ServiceConfigurationError(
              provider.getClass().getName() + ": type " + type + " has a format already");
        }
      }
    }
    return formats;
  }
}
