/** JMH benchmarks of each layer, with dnsjava beside them where it can do the same. */
package org.polderdns.benchmarks;
