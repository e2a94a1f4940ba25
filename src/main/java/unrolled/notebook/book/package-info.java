/**
 * The book: executed notebooks as pages that need nothing but a browser.
 *
 * <p>Read {@code Book} first, then {@code Page}.
 */
package unrolled.notebook.book;
