import uPlot from "uplot";
import type { Formats } from "../../format/formats";
import { toPixels } from "../../format/money";
import { drawBars, drawSeam, readColours } from "./draw";
import { MINUTE_MS, type Minute, middleOf } from "./minutes";

/** What the chart shows; `seam` is the moment up to which the batch view answers, if there is one. */
export interface ChartContent {
  minutes: readonly Minute[];
  seam: number | undefined;
  seamLabel: string;
  formats: Formats;
}

const HALF_MINUTE = MINUTE_MS / 2000;
const NARROW = 520;
const EMPTY_SCALE = 1000;

/** uPlot's columns: the minute, and how high and how deep its stack reaches. */
function columns(minutes: readonly Minute[]): uPlot.AlignedData {
  const reach = (sign: 1 | -1) =>
    minutes.map(({ amounts }) =>
      amounts.map(toPixels).reduce((sum, value) => (value * sign > 0 ? sum + value : sum), 0),
    );
  return [minutes.map(middleOf), reach(1), reach(-1)];
}

/** The canvas of the chart. The numbers' text lives in the page around it. */
export class Plot {
  private readonly plot: uPlot;
  private content: ChartContent;

  constructor(host: HTMLElement, content: ChartContent, onPoint: (index: number | null) => void) {
    this.content = content;
    this.plot = new uPlot(this.options(host, onPoint), columns(content.minutes), host);
  }

  show(content: ChartContent): void {
    this.content = content;
    this.plot.setData(columns(content.minutes));
  }

  resize(width: number, height: number): void {
    this.plot.setSize({ width, height });
  }

  /** Draws again with the colours of the theme that is on screen now. */
  repaint(): void {
    this.plot.redraw(false, true);
  }

  /** Puts the crosshair on a minute, as when the keyboard moves it. */
  point(index: number): void {
    const minute = this.content.minutes[index];
    if (minute) {
      this.plot.setCursor({ left: this.plot.valToPos(middleOf(minute), "x"), top: 0 }, false);
    }
  }

  destroy(): void {
    this.plot.destroy();
  }

  private options(host: HTMLElement, onPoint: (index: number | null) => void): uPlot.Options {
    const colour = (token: string) => readColours(host)(token);
    const font = `11px ${getComputedStyle(host).fontFamily}`;
    const axis = { font, stroke: () => colour("ink-soft"), ticks: { show: false } };
    return {
      width: host.clientWidth,
      height: host.clientHeight,
      padding: [12, 18, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
      scales: {
        x: { range: (_, low, high) => [low - HALF_MINUTE, high + HALF_MINUTE] },
        y: { range: (_, low, high) => [Math.min(0, low * 1.1), high > 0 ? high * 1.12 : EMPTY_SCALE] },
      },
      series: [
        {},
        { paths: () => null, points: { show: false } },
        { paths: () => null, points: { show: false } },
      ],
      axes: [
        {
          ...axis,
          size: 28,
          grid: { show: false },
          incrs: (plot: uPlot) => (plot.width < NARROW ? [1800, 3600] : [900, 1800, 3600]),
          values: (_, splits) => splits.map((seconds) => this.content.formats.time(new Date(seconds * 1000))),
        },
        {
          ...axis,
          size: 44,
          gap: 6,
          space: 36,
          grid: { stroke: () => colour("line"), width: 1 },
          values: (_, splits) => splits.map((value) => this.content.formats.roundMoney(value)),
        },
      ],
      hooks: {
        draw: [
          (plot) => {
            const { minutes, seam, seamLabel } = this.content;
            drawBars(plot, minutes, colour);
            if (seam !== undefined) {
              drawSeam(plot, seam, seamLabel, colour("accent"));
            }
          },
        ],
        setCursor: [(plot) => onPoint(plot.cursor.idx ?? null)],
      },
    };
  }
}
