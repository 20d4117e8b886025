package org.polderdns.backend.sql;

import java.util.ArrayList;
import java.util.List;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendFactory;
import org.polderdns.backend.BackendSetting;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.SchemaKeeping;

/** Opens zones in one kind of database. */
abstract class SqlBackendFactory implements BackendFactory, SchemaKeeping {
  static final BackendSetting DNSSEC = BackendSetting.yesOrNo(
      "dnssec", false, "Whether zones are served signed with the keys kept here");

  /** The settings of connections, those of statements left out. */
  abstract List<BackendSetting> connectionSettings();

  /** The kind whose statements are the defaults of the settings. */
  abstract DatabaseKind statements();

  /** The database that the settings name; connects to nothing yet. */
  abstract Dialect dialect(BackendSettings settings);

  @Override
  public final List<BackendSetting> settings() {
    List<BackendSetting> all = new ArrayList<>(connectionSettings());
    all.add(DNSSEC);
    all.addAll(Queries.settings(statements()));
    return List.copyOf(all);
  }

  @Override
  public final Backend open(BackendSettings settings) {
    return new SqlBackend(settings, statements(), dialect(settings));
  }

  @Override
  public final List<String> createSchema(BackendSettings settings) {
    return new SchemaTask(settings.name(), dialect(settings)).create();
  }

  @Override
  public final List<String> upgradeSchema(BackendSettings settings) {
    return new SchemaTask(settings.name(), dialect(settings)).upgrade();
  }
}
