/**
 * The experiments that the notebooks show: settings and a seed in, numbers out. Nothing is printed
 * here.
 */
package unrolled.experiment;
