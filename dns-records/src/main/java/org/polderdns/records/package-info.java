/** Record types and their data: one declaration each gives wire, text, JSON and canonical form. */
package org.polderdns.records;
