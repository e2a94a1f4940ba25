/**
 * What the networks read: corpora, tables and generated tasks.
 *
 * <p>Everything ships with the project or with the JDK; nothing is downloaded at run time. What is
 * drawn at random takes its source of randomness as an argument.
 */
package unrolled.data;
