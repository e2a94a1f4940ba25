package unrolled.cli;

import java.util.prefs.AbstractPreferences;
import java.util.prefs.BackingStoreException;
import java.util.prefs.Preferences;

/**
 * What JShell keeps for a user, in JShell's own place, but for lines of the history that are longer
 * than a preference may be: JShell ends with a stack trace over them.
 */
final class ShellPreferences extends AbstractPreferences {
  private final Preferences kept = Preferences.userRoot().node("tool/JShell");

  ShellPreferences() {
    super(null, "");
  }

  @Override
  public void put(String key, String value) {
    if (value.length() <= MAX_VALUE_LENGTH) {
      kept.put(key, value);
    }
  }

  @Override
  protected void putSpi(String key, String value) {
    kept.put(key, value);
  }

  @Override
  protected String getSpi(String key) {
    return kept.get(key, null);
  }

  @Override
  protected void removeSpi(String key) {
    kept.remove(key);
  }

  @Override
  protected void removeNodeSpi() throws BackingStoreException {
    kept.removeNode();
  }

  @Override
  protected String[] keysSpi() throws BackingStoreException {
    return kept.keys();
  }

  @Override
  protected String[] childrenNamesSpi() {
    return new String[0];
  }

  @Override
  protected AbstractPreferences childSpi(String name) {
    throw new UnsupportedOperationException("JShell's preferences have no node " + name);
  }

  @Override
  protected void syncSpi() throws BackingStoreException {
    kept.sync();
  }

  @Override
  protected void flushSpi() throws BackingStoreException {
    kept.flush();
  }
}
