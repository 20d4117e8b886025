package org.polderdns.dnssec.key;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions of one PKCS #11 module, by way of the platform's own wrapper. It is called by name:
 * the platform's provider shows neither keys without a certificate nor EdDSA, and code that is
 * compiled for a release cannot name a class that its module keeps to itself. It needs {@code
 * --add-exports jdk.crypto.cryptoki/sun.security.pkcs11.wrapper=ALL-UNNAMED}, which the manifest of
 * the server's jar brings along.
 */
final class Cryptoki {
  /** What a module answered, by the name that PKCS #11 has for it. */
  static final class TokenException extends Exception {
    private static final long serialVersionUID = 1L;

    TokenException(String message) {
      super(message);
    }
  }

  private static final String WRAPPER = "sun.security.pkcs11.wrapper.";
  private static final long LOCKING_OK = 2;
  private static final long READ_WRITE_SERIAL = 2 | 4;
  private static final int MAX_FOUND = 2;

  private final Object functions;
  private final Map<String, Method> methods;
  private final Constructor<?> attribute;
  private final Constructor<?> mechanism;

  private Cryptoki(
      Object functions,
      Map<String, Method> methods,
      Constructor<?> attribute,
      Constructor<?> mechanism) {
    this.functions = functions;
    this.methods = methods;
    this.attribute = attribute;
    this.mechanism = mechanism;
  }

  static Cryptoki open(String library) throws TokenException {
    try {
      Class<?> type = Class.forName(WRAPPER + "PKCS11");
      Class<?> arguments = Class.forName(WRAPPER + "CK_C_INITIALIZE_ARGS");
      Object locking = arguments.getConstructor().newInstance();
      arguments.getField("flags").setLong(locking, LOCKING_OK);
      Object functions = type.getMethod(
              "getInstance", String.class, String.class, arguments, boolean.class)
          .invoke(null, library, "C_GetFunctionList", locking, false);
      Map<String, Method> methods = new HashMap<>();
      for (Method method : type.getMethods()) {
        methods.put(method.getName(), method);
      }
      return new Cryptoki(
          functions,
          methods,
          Class.forName(WRAPPER + "CK_ATTRIBUTE").getConstructor(long.class, Object.class),
          Class.forName(WRAPPER + "CK_MECHANISM").getConstructor(long.class));
    } catch (InvocationTargetException e) {
      throw refused(e);
    } catch (ReflectiveOperationException e) {
      throw new TokenException("Java does not let PKCS #11 be used: " + e.getMessage());
    }
  }

  /** The module's word for it; no argument of ours, which may be a PIN, is in it. */
  private static TokenException refused(InvocationTargetException e) {
    Throwable cause = e.getCause();
    String message = cause == null ? null : cause.getMessage();
    return new TokenException(message == null ? "no reason given" : message);
  }

  private Object call(String name, @Nullable Object... arguments) throws TokenException {
    Method method = methods.get(name);
    if (method == null) {
      throw new TokenException("Java's PKCS #11 has no " + name);
    }
    try {
      return method.invoke(functions, arguments);
    } catch (InvocationTargetException e) {
      throw refused(e);
    } catch (IllegalAccessException e) {
      throw new TokenException("Java does not let PKCS #11 be used: " + e.getMessage());
    }
  }

  /** The slot of the token with a label, or with a number. */
  long slot(String labelOrNumber) throws TokenException {
    long[] slots = (long[]) call("C_GetSlotList", true);
    for (long slot : slots) {
      if (label(slot).equals(labelOrNumber)) {
        return slot;
      }
    }
    for (long slot : slots) {
      if (Long.toString(slot).equals(labelOrNumber)) {
        return slot;
      }
    }
    throw new TokenException("there is no such token");
  }

  private String label(long slot) throws TokenException {
    Object info = call("C_GetTokenInfo", slot);
    try {
      return new String((char[]) info.getClass().getField("label").get(info)).strip();
    } catch (ReflectiveOperationException e) {
      throw new TokenException("Java's PKCS #11 names no tokens");
    }
  }

  long session(long slot) throws TokenException {
    return (long) call("C_OpenSession", slot, READ_WRITE_SERIAL, null, null);
  }

  void login(long session, long user, String pin) throws TokenException {
    call("C_Login", session, user, pin.toCharArray());
  }

  /** The objects of a class with a label, at most two. */
  List<Long> find(long session, long objectClass, String label) throws TokenException {
    call(
        "C_FindObjectsInit",
        session,
        attributes(Map.of(
            Pkcs11.CLASS, objectClass, Pkcs11.LABEL, label.getBytes(StandardCharsets.UTF_8))));
    try {
      List<Long> found = new ArrayList<>();
      for (long one : (long[]) call("C_FindObjects", session, (long) MAX_FOUND)) {
        found.add(one);
      }
      return found;
    } finally {
      call("C_FindObjectsFinal", session);
    }
  }

  private Object attributes(Map<Long, ?> values) throws TokenException {
    try {
      Object all = Array.newInstance(attribute.getDeclaringClass(), values.size());
      int at = 0;
      for (Map.Entry<Long, ?> one : values.entrySet()) {
        Array.set(all, at++, attribute.newInstance(one.getKey(), one.getValue()));
      }
      return all;
    } catch (ReflectiveOperationException e) {
      throw new TokenException("Java's PKCS #11 makes no attributes");
    }
  }

  /** The value of an attribute as octets, a truth as one octet. */
  byte[] value(long session, long object, long type) throws TokenException {
    try {
      Object asked = Array.newInstance(attribute.getDeclaringClass(), 1);
      Array.set(asked, 0, attribute.newInstance(type, null));
      call("C_GetAttributeValue", session, object, asked);
      Object one = Array.get(asked, 0); // perhaps another object than before
      Object value = one.getClass().getField("pValue").get(one);
      if (value instanceof Boolean truth) {
        return new byte[] {(byte) (truth ? 1 : 0)};
      }
      return value instanceof byte[] octets ? octets : new byte[0];
    } catch (ReflectiveOperationException e) {
      throw new TokenException("Java's PKCS #11 reads no attributes");
    }
  }

  void beginSigning(long session, long how, long privateKey) throws TokenException {
    call("C_SignInit", session, mechanism(how), privateKey);
  }

  byte[] sign(long session, byte[] octets) throws TokenException {
    return (byte[]) call("C_Sign", session, octets);
  }

  void generate(long session, long how, Map<Long, ?> publicKey, Map<Long, ?> privateKey)
      throws TokenException {
    call(
        "C_GenerateKeyPair",
        session,
        mechanism(how),
        attributes(publicKey),
        attributes(privateKey));
  }

  private Object mechanism(long how) throws TokenException {
    try {
      return mechanism.newInstance(how);
    } catch (ReflectiveOperationException e) {
      throw new TokenException("Java's PKCS #11 has no mechanisms");
    }
  }
}
