package unrolled.exercise;

/**
 * What is wrong with an answer.
 *
 * @param text what to say; empty if there is nothing to say
 * @param mistake the name of the known mistake that it is; empty if it is none
 */
record Diagnosis(String text, String mistake) {
  static Diagnosis of(String text) {
    return new Diagnosis(text, "");
  }

  static Diagnosis of(KnownMistake mistake) {
    return new Diagnosis("What went wrong: " + mistake.message(), mistake.name());
  }
}
