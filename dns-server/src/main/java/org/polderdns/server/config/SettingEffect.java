package org.polderdns.server.config;

/** What this version makes of a setting. */
public enum SettingEffect {
  /** It is obeyed. */
  NOW,
  /** It is known and without effect; the server says so when it is changed. */
  LATER,
  /** It is accepted, and there is nothing to do. */
  NONE
}
