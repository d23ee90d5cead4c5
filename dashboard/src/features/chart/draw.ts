import type uPlot from "uplot";
import { PLATFORMS } from "../../api/model";
import { toPixels } from "../../format/money";
import { platformColour } from "../../ui/platform-name";
import { type Minute, middleOf } from "./minutes";

const BAR_SHARE_OF_MINUTE = 0.78;

/** Colours of the theme on screen, read from the page's tokens. */
export function readColours(element: Element): (token: string) => string {
  const style = getComputedStyle(element);
  return (token) => style.getPropertyValue(`--${token}`);
}

function edges(plot: uPlot, minute: Minute): [left: number, width: number] {
  const start = plot.valToPos(minute.start / 1000, "x", true);
  const middle = plot.valToPos(middleOf(minute), "x", true);
  const width = Math.max(1, 2 * (middle - start) * BAR_SHARE_OF_MINUTE);
  return [middle - width / 2, width];
}

/** Stacks the platforms of each minute: sales upwards, and a minute of net refunds downwards. */
export function drawBars(plot: uPlot, minutes: readonly Minute[], colour: (token: string) => string): void {
  const { ctx } = plot;
  for (const minute of minutes) {
    const [left, width] = edges(plot, minute);
    const reach = { up: 0, down: 0 };
    for (const [index, amount] of minute.amounts.entries()) {
      const value = toPixels(amount);
      if (value === 0) {
        continue;
      }
      const side = value > 0 ? "up" : "down";
      const from = plot.valToPos(reach[side], "y", true);
      reach[side] += value;
      const to = plot.valToPos(reach[side], "y", true);
      ctx.fillStyle = colour(platformColour(PLATFORMS[index] ?? ""));
      ctx.fillRect(left, Math.min(from, to), width, Math.abs(to - from));
    }
    if (minute.provisional) {
      hatch(plot, left, width, colour("surface"));
    }
  }
}

/** Diagonal gaps over a bar: what is under them is not final. */
function hatch(plot: uPlot, left: number, width: number, colour: string): void {
  const { ctx } = plot;
  const { top, height } = plot.bbox;
  const step = 4 * devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.beginPath();
  for (let y = top; y < top + height + width; y += step) {
    ctx.moveTo(left, y);
    ctx.lineTo(left + width, y - width);
  }
  ctx.stroke();
  ctx.restore();
}

/** The line where the batch view ends, with its label to the left of it. */
export function drawSeam(plot: uPlot, seam: number, label: string, colour: string): void {
  const { ctx, bbox } = plot;
  const x = Math.round(plot.valToPos(seam / 1000, "x", true));
  if (x < bbox.left || x > bbox.left + bbox.width) {
    return;
  }
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([5 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.font = `600 ${11 * devicePixelRatio}px ${getComputedStyle(plot.root).fontFamily}`;
  ctx.textBaseline = "top";
  const room = ctx.measureText(label).width + 8 * devicePixelRatio;
  const fitsLeft = x - room > bbox.left;
  ctx.textAlign = fitsLeft ? "right" : "left";
  ctx.fillText(label, x + (fitsLeft ? -4 : 4) * devicePixelRatio, bbox.top + 2 * devicePixelRatio);
  ctx.restore();
}
