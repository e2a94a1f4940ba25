/**
 * A network put together: what it reads, its layers, where its answer is read off, and how it is
 * judged; and the loop that trains it.
 *
 * <p>Nothing here is needed: each part may be called by hand, as the notebooks do. Every backward
 * pass is written out.
 *
 * <p>Read {@link unrolled.model.Model} first, then {@link unrolled.model.Fit}. {@link
 * unrolled.model.Translator} is the same for a network that writes sequences.
 */
package unrolled.model;
