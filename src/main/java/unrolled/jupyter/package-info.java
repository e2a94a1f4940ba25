/**
 * Java in a notebook: the session, the Jupyter kernel over it, and what other kernels need to show
 * our values.
 *
 * <p>Read {@link unrolled.jupyter.JavaShell} first: it runs cells and words their errors.
 *
 * <p>Nothing below this package knows that a kernel exists.
 */
package unrolled.jupyter;
