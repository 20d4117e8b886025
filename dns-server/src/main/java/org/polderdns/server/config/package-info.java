/** Settings: {@code pdns.conf} and {@code --name=value}. */
package org.polderdns.server.config;
