/** Answers as data: scenario files and what runs them, for this module and for every store. */
package org.polderdns.zone.scenario;
