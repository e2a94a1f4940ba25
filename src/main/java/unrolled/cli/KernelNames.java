package unrolled.cli;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import unrolled.jupyter.OtherKernel;

/** Finds the kernel that a word on the command line means. */
final class KernelNames {
  private KernelNames() {}

  static OtherKernel other(String word) {
    return Stream.of(OtherKernel.values())
        .filter(kernel -> kernel.word().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.wrongUse(
                    "\"%s\" is none of %s."
                        .formatted(
                            word,
                            Stream.of(OtherKernel.values())
                                .map(OtherKernel::word)
                                .collect(Collectors.joining(", ")))));
  }
}
