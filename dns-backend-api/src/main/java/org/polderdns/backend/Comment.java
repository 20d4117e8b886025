package org.polderdns.backend;

import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;

/**
 * A remark of an operator on an RRset, which need not exist, as the store keeps it: neither owner
 * nor type is sure to be one.
 *
 * @param owner absolute, in presentation format, with or without the last dot
 * @param type the mnemonic
 * @param modifiedAt seconds since 1970
 * @param account who made it, empty for nobody
 */
public record Comment(String owner, String type, long modifiedAt, String account, String text) {
  public static Comment of(
      Name owner, RecordType type, long modifiedAt, String account, String text) {
    return new Comment(owner.toString(), type.toString(), modifiedAt, account, text);
  }

  /** Whether it is on the RRset of that owner and type. */
  public boolean isOn(Name rrsetOwner, RecordType rrsetType) {
    try {
      return RecordType.isKnown(type)
          && RecordType.parse(type) == rrsetType
          && Name.parse(owner).equals(rrsetOwner);
    } catch (PresentationFormatException e) {
      return false;
    }
  }
}
