package unrolled.notebook.book;

/**
 * A word that a chapter explains: an entry of the glossary.
 *
 * @param term the word
 * @param meaning what it stands for, in Markdown
 */
record Term(String term, String meaning) {}
