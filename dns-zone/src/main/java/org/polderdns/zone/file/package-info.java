/**
 * Master files (RFC 1035 §5): a streaming reader and a writer whose output reads back equal.
 *
 * <p>{@link org.polderdns.zone.file.ZoneFileReader} goes through a file record by record and keeps
 * nothing of what it has passed; {@link org.polderdns.zone.file.ZoneFileWriter} takes records in
 * any order. Neither knows what makes a good zone; {@code org.polderdns.zone.check} does.
 */
package org.polderdns.zone.file;
