/** Signing by what a store keeps of a zone: its keys and metadata. */
package org.polderdns.dnssec.online;
