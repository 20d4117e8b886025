/**
 * Checks of whole zones: what an operator should know before others find out.
 *
 * <p>{@link org.polderdns.zone.check.ZoneCheck} takes rows as a store keeps them, which need not
 * even parse, or parsed records, and gives findings. What makes answers undefined is refused when
 * it is written ({@link org.polderdns.zone.change.NodeRules}); here it is found in what is stored
 * already, together with what is merely unwise.
 */
package org.polderdns.zone.check;
