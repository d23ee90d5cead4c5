import { useEffect, useLayoutEffect, useRef } from "react";
import "uplot/dist/uPlot.min.css";
import { useShownTheme } from "../../preferences/theme";
import { type ChartContent, Plot } from "./plot";

interface ChartCanvasProps extends ChartContent {
  label: string;
  /** The minute that the keyboard is on, if it is on one. */
  pointed: number | null;
  onPoint(index: number | null): void;
}

/** The picture; whoever cannot see it reads `label` and the table below. */
export default function ChartCanvas({
  label,
  pointed,
  onPoint,
  minutes,
  seam,
  seamLabel,
  formats,
}: ChartCanvasProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot>(undefined);
  const theme = useShownTheme();
  const content = { minutes, seam, seamLabel, formats };
  const first = useRef({ content, onPoint });

  useLayoutEffect(() => {
    const element = host.current;
    if (!element) {
      return;
    }
    const made = new Plot(element, first.current.content, first.current.onPoint);
    plot.current = made;
    const resized = new ResizeObserver(() => made.resize(element.clientWidth, element.clientHeight));
    resized.observe(element);
    return () => {
      resized.disconnect();
      made.destroy();
    };
  }, []);

  useEffect(() => {
    plot.current?.show({ minutes, seam, seamLabel, formats });
  }, [minutes, seam, seamLabel, formats]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is what makes the repaint necessary.
  useEffect(() => {
    plot.current?.repaint();
  }, [theme]);

  useEffect(() => {
    if (pointed !== null) {
      plot.current?.point(pointed);
    }
  }, [pointed]);

  return <div ref={host} className="chart-canvas" role="img" aria-label={label} />;
}
