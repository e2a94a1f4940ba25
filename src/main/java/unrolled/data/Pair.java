package unrolled.data;

/** Two texts that mean the same: what a translator reads and what it is to write. */
public record Pair(String source, String target) {}
