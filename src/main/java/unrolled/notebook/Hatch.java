package unrolled.notebook;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;

/**
 * The filling of a bar, so that the bars of a group differ without their colours, too.
 *
 * <p>The stripes are shapes with nothing between them but a paler tone: what lies behind may be
 * light or dark.
 */
final class Hatch {
  private static final double PERIOD = 7; // from one stripe to the next
  private static final double STRIPE = 3.6;
  private static final int PALE = 70; // opacity between the stripes, of 255
  private static final double[] ANGLES = {45, -45, 0, 90, 22.5}; // after the first, which is full

  private Hatch() {}

  /** Fills {@code box} as the first, second … member of a group. */
  static void fill(Graphics2D g, Rectangle2D box, Color colour, int place) {
    if (place % (ANGLES.length + 1) == 0) {
      g.setColor(colour);
      g.fill(box);
      return;
    }
    g.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), PALE));
    g.fill(box);
    g.setColor(colour);
    g.fill(stripes(box, ANGLES[place % (ANGLES.length + 1) - 1]));
    g.setStroke(new BasicStroke(1));
    g.draw(box);
  }

  private static Area stripes(Rectangle2D box, double angle) {
    AffineTransform turn = AffineTransform.getTranslateInstance(box.getMinX(), box.getMaxY());
    turn.rotate(Math.toRadians(-angle));
    double reach = box.getWidth() + box.getHeight();
    Area stripes = new Area();
    for (double y = PERIOD * Math.floor(-reach / PERIOD); y < reach; y += PERIOD) {
      Area stripe = new Area(new Rectangle2D.Double(-reach, y, 2 * reach, STRIPE));
      stripe.transform(turn);
      stripe.intersect(new Area(box));
      stripes.add(stripe);
    }
    return stripes;
  }
}
