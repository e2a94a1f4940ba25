package org.junit.jupiter.api;

class MyAssertions {}

class Assertions {
  static void assertEquals(Object expected, Object actual) {}
}
