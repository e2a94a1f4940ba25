package unrolled.notebook;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The style of one unroller, bound to its id so that nothing else on the page is touched.
 *
 * <p>Colours are the page's own or translucent, so they fit both light and dark pages, also where a
 * page stays light while the reader's system is dark.
 */
final class UnrollerStyle {
  private static final String RULES =
      """
      #ID { max-width: 820px; margin: .5em 0; --accent: #0072b2; --line: rgba(128,128,128,.4); }
      #ID .formula { font-style: italic; font-size: 1.1em; line-height: 1.6; margin: 0 0 .6em; }
      #ID br { content: ""; display: block; margin: .35em 0; }
      #ID > input { position: absolute; opacity: 0; margin: 0; width: 1px; height: 1px; }
      #ID > label { display: inline-block; margin: 0 .1em .2em 0; padding: .2em .7em; cursor: pointer;
        border: 1px solid var(--line); border-radius: 1em; line-height: 1.4; font-weight: normal; }
      #ID > label.u { font-size: .85em; border-radius: .3em; }
      #ID > label:hover, #ID label.move:hover { background: rgba(128,128,128,.18); }
      #ID > input:checked + label { background: var(--accent); border-color: var(--accent); color: #fff; }
      #ID > input:focus-visible + label { outline: 3px solid #e69f00; outline-offset: 2px; }
      #ID small { opacity: .7; margin-left: .5em; }
      #ID .frame { margin-top: .5em; padding: .7em .9em .8em; border: 1px solid var(--line);
        border-radius: .5em; break-inside: avoid; }
      #ID .status { display: flex; flex-wrap: wrap; align-items: center; gap: .5em; margin: 0 0 .6em; }
      #ID .status b { flex: 1 1 7em; }
      #ID .move { padding: .25em .8em; border: 1px solid var(--line); border-radius: .3em; margin: 0;
        cursor: pointer; font-weight: normal; user-select: none; }
      #ID span.move { opacity: .4; cursor: default; }
      #ID .strip { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 0 .6em; margin: .2em 0;
        padding: 1px; }
      #ID .name { flex: 0 0 11.5em; line-height: 26px; white-space: nowrap; }
      @media (min-width: 40rem) { #ID .named > .name { padding-top: 20px; } }
      #ID .name small { margin-left: .2em; }
      #ID .row { flex: 1 1 200px; display: flex; flex-wrap: wrap; align-items: flex-end; }
      #ID .strip svg { flex: none; max-width: none; }
      #ID .zeros { font-size: .8em; opacity: .7; line-height: 26px; padding: 0 .4em; }
      #ID .sum p { margin: .5em 0 0; line-height: 2.5; font-variant-numeric: tabular-nums; }
      #ID .result, #ID ruby { white-space: nowrap; }
      #ID ruby { ruby-align: center; }
      #ID rt { font-size: 11px; opacity: .75; padding: 0 .3em; }
      #ID sub { font-size: .72em; line-height: 0; }
      #ID rt sub { font-size: .9em; }
      """;

  private UnrollerStyle() {}

  static String of(String id, int frames, List<Integer> units) {
    return "<style>\n" + (RULES + choices(frames, units)).replace("#ID", "#" + id) + "</style>";
  }

  private static String choices(int frames, List<Integer> units) {
    String step =
        IntStream.range(0, frames)
            .mapToObj(t -> "#ID > .t%1$d:not(:checked) ~ .f%1$d".formatted(t))
            .collect(Collectors.joining(",\n  "));
    String sum =
        units.stream()
            .map(j -> "#ID > .u%1$d:not(:checked) ~ .frame .s%1$d".formatted(j))
            .collect(Collectors.joining(",\n  "));
    String chosen =
        units.size() == 1 ? "#ID .unit .k%1$d" : "#ID > .u%1$d:checked ~ .frame .unit .k%1$d";
    String mark = units.stream().map(chosen::formatted).collect(Collectors.joining(",\n  "));
    return """
        @media screen {
          %s { display: none; }
        }
        %s { display: none; }
        %s { stroke-opacity: 1; stroke-width: 2; }
        @media print {
          #ID > input, #ID > label, #ID > br, #ID > small, #ID .move { display: none; }
        }
        """
        .formatted(step, sum, mark);
  }
}
