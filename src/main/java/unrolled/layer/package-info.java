/**
 * Networks that read whole sequences.
 *
 * <p>Imports {@code matrix}, {@code nn} and {@code cell}. "Stateful" means that the caller hands
 * the last state on, and "truncated" that it does so without going back any further: no flag says
 * so.
 *
 * <p>Each cell comes in two forms with the same parameters: {@link unrolled.layer.Unrolled} is the
 * textbook, {@link unrolled.layer.Rnn}, {@link unrolled.layer.Lstm}, {@link unrolled.layer.Gru},
 * {@link unrolled.layer.GruResetBefore} and {@link unrolled.layer.MinGru} do the same with as few
 * and as large products as there can be. All of them are a {@link unrolled.layer.Layer}, of which
 * {@link unrolled.layer.Stacked} and {@link unrolled.layer.Bidirectional} are made.
 *
 * <p>Read {@link unrolled.layer.Sequence}, then {@link unrolled.layer.Unrolled}. Then follow one
 * number down: {@code Lstm.forward} is {@code FusedLayer.forward}, which cuts time into stretches
 * and the batch into parts, one for each thread; {@code FusedSteps.step} does one time step of one
 * part; {@code OneProductSteps.compute} adds h·Wh to the pre-activations by {@code Recurrence};
 * {@link unrolled.matrix.gemm.Gemm#packed} takes it to {@code BlockedProduct} and a tile in
 * registers; {@code LstmSteps.forwardRow} hands the row to {@link unrolled.matrix.Gates#lstm}.
 *
 * <p>With {@link unrolled.layer.Precision#SINGLE} the same stairs lead through classes whose names
 * begin with Single, which are generated from these.
 */
package unrolled.layer;
