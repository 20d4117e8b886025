package org.polderdns.zone.compiled;

/** The nodes of a zone, not changing any more. */
record Nodes(byte[][] chunks, NodeIndex index, NodeCounts counts) {}
