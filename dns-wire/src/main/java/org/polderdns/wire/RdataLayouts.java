package org.polderdns.wire;

/**
 * The {@link RdataLayout} of every type: {@link RdataLayout#OPAQUE} for those it does not know.
 * {@code dns-records} supplies one for all the types that it has.
 */
@FunctionalInterface
public interface RdataLayouts {
  RdataLayout of(RecordType type);
}
