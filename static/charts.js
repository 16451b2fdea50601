// Draws the charts of a page on screen with ECharts: a tooltip under the pointer, and the
// same words by the arrow keys. The server's own drawing stays for paper.
import "./echarts/echarts.common.min.js";

const FONT = getComputedStyle(document.body).fontFamily;
const PHONE = 500; // pixels of a chart under which it is laid out for a phone
const QUIET = "#4c6272";
const RULE = "#d8dde0";
const INK = "#212b32";
const moves = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;

const number = (text) => (text === null ? null : Number(text));

const DECALS = {
  agreed: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [1, 5], rotation: -Math.PI / 4 },
  lost: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [1, 4], rotation: Math.PI / 4 },
  identified: { symbol: "circle", symbolSize: 0.3, dashArrayX: [6, 6], dashArrayY: [6, 6] },
};

function lookOf(data, name) {
  const [fill, ink] = data.looks[name];
  const decal = DECALS[name] ? { ...DECALS[name], color: ink } : { symbol: "none" };
  return { color: fill, borderColor: ink, borderWidth: 1, decal };
}

function amounts(axis) {
  const low = Number(axis.low);
  const step = Number(axis.step);
  return {
    type: "value",
    min: low,
    max: Number(axis.high),
    interval: step,
    axisLabel: {
      color: QUIET,
      hideOverlap: true,
      formatter: (value) => axis.texts[Math.round((value - low) / step)] ?? "",
    },
    splitLine: { lineStyle: { color: RULE } },
  };
}

// A bar that goes a little to the left of nought takes no whole step of the axis.
function across(axis, ends) {
  const usual = amounts(axis);
  const left = ends[0].map((_, at) => ends.reduce((sum, part) => sum + Math.min(part[at], 0), 0));
  const least = Math.min(0, ...left);
  if (least === 0 || least - usual.interval / 4 < usual.min) return usual;
  const marks = axis.texts.map((_, at) => usual.min + at * usual.interval);
  const customValues = marks.filter((mark) => mark >= least);
  return {
    ...usual,
    min: least - usual.interval / 8,
    axisTick: { customValues },
    axisLabel: { ...usual.axisLabel, customValues },
  };
}

function names(labels, width) {
  return {
    type: "category",
    data: labels,
    axisTick: { show: false },
    axisLine: { onZero: true, lineStyle: { color: QUIET } },
    axisLabel: { color: INK, interval: 0, width, overflow: "break", lineHeight: 15 },
  };
}

function waterfall(data, width) {
  const [low, high] = [[], []];
  for (const bar of data.bars) {
    low.push(Math.min(number(bar.from), number(bar.to)));
    high.push(Math.max(number(bar.from), number(bar.to)));
  }
  // What lies between nought and the bar, unseen; then the bar, on both sides of nought.
  const under = low.map((from, at) => Math.max(from, 0) || Math.min(high[at], 0));
  const above = high.map((to, at) => Math.max(to, 0) - Math.max(low[at], 0));
  const below = low.map((from, at) => Math.min(from, 0) - Math.min(high[at], 0));
  const bars = (values) =>
    values.map((value, at) => ({ value, itemStyle: lookOf(data, data.bars[at].look) }));
  const unseen = { color: "transparent", decal: { symbol: "none" } };
  const stacked = { type: "bar", stack: "all", barMaxWidth: 96 };
  const label = {
    show: true,
    position: "top",
    distance: 6,
    color: INK,
    fontWeight: 600,
    formatter: ({ dataIndex }) => data.bars[dataIndex].text,
  };
  return {
    grid: { left: 8, right: 8, top: 24, bottom: 8, containLabel: true },
    xAxis: names(data.bars.map((bar) => bar.label), (width - 70) / data.bars.length),
    yAxis: amounts(data.axis),
    series: [
      { ...stacked, data: under, itemStyle: unseen, silent: true },
      { ...stacked, data: bars(above), label },
      { ...stacked, data: bars(below) },
    ],
  };
}

function bars(data, width) {
  const ends = data.parts.map((part) => part.amounts.map(Number));
  const wholes = data.names.map((_, at) =>
    ends.reduce((sum, part) => sum + Math.max(part[at], 0), 0),
  );
  return {
    grid: { left: 8, right: 64, top: 8, bottom: 8, containLabel: true },
    yAxis: { ...names(data.names, width * 0.32), inverse: true },
    xAxis: across(data.axis, ends),
    series: [
      ...data.parts.map((part, place) => ({
        name: part.name,
        type: "bar",
        stack: "all",
        barMaxWidth: 16,
        itemStyle: lookOf(data, part.look),
        data: ends[place],
      })),
      {
        // Of no length, at the end of the bars that go right: it carries their sum.
        type: "bar",
        barGap: "-100%",
        barMaxWidth: 16,
        silent: true,
        itemStyle: { color: "transparent", decal: { symbol: "none" } },
        data: wholes,
        label: {
          show: true,
          position: "right",
          color: INK,
          fontWeight: 600,
          formatter: ({ dataIndex }) => data.wholes[dataIndex],
        },
      },
    ],
  };
}

// The name of a line that ends early stands above its end, clear of what goes on.
function beside(line) {
  return line.texts.at(-1) ? {} : { align: "right", offset: [-8, -14] };
}

function lines(data) {
  const dashes = { "": "solid" };
  const series = data.lines.map((line) => {
    const [color, thickness, dash] = data.styles[line.style];
    const type = dashes[dash] ?? dash.split(" ").map(Number);
    return {
      name: line.name,
      type: "line",
      data: line.amounts.map(number),
      symbol: line.style === "actual" ? "circle" : "none",
      symbolSize: 6,
      itemStyle: { color },
      lineStyle: { color, width: Number(thickness), type },
      endLabel: { show: true, formatter: line.name, color, fontWeight: 600, ...beside(line) },
      labelLayout: { moveOverlap: "shiftY" },
    };
  });
  if (data.band) series.unshift(...band(data.band));
  const longest = Math.max(...data.lines.map((line) => line.name.length));
  return {
    grid: { left: 8, right: longest * 7 + 16, top: 24, bottom: 8, containLabel: true },
    xAxis: {
      ...names(data.labels),
      boundaryGap: false,
      axisLabel: { color: QUIET, interval: "auto", hideOverlap: true },
    },
    yAxis: amounts(data.axis),
    series,
  };
}

function band({ low, high, colour }) {
  const bottom = low.map(number);
  const above = high.map((to, at) => (to === null ? null : Number(to) - bottom[at]));
  const edge = {
    type: "line",
    stack: "band",
    stackStrategy: "all",
    symbol: "none",
    silent: true,
    lineStyle: { opacity: 0 },
  };
  return [
    { ...edge, data: bottom },
    { ...edge, data: above, areaStyle: { color: colour, decal: { symbol: "none" } } },
  ];
}

// What stands at each place along the chart, in words.
const WORDS = {
  waterfall: (data) => data.bars.map((bar) => `${bar.label}: ${bar.text}`),
  bars: (data) =>
    data.names.map((name, at) => {
      const parts = data.parts.map((part) => `${part.name}: ${part.texts[at]}`);
      return [`${name}: ${data.wholes[at]}`, ...(parts.length > 1 ? parts : [])].join("\n");
    }),
  lines: (data) =>
    data.labels.map((label, at) =>
      [label, ...data.lines.filter((line) => line.texts[at]).map((line) => `${line.name}: ${line.texts[at]}`)].join("\n"),
    ),
};
const OPTIONS = { waterfall, bars, lines };

function heightOf(data, width) {
  if (data.kind === "bars") return data.names.length * (width < PHONE ? 40 : 28) + 48;
  return 300;
}

function optionOf(data, width, words) {
  return {
    animation: moves,
    animationDuration: 300,
    textStyle: { fontFamily: FONT, fontSize: width < PHONE ? 12 : 13 },
    aria: { enabled: false, decal: { show: true } },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      backgroundColor: "#ffffff",
      borderColor: QUIET,
      textStyle: { color: INK, fontFamily: FONT, fontSize: 13 },
      axisPointer: { type: data.kind === "lines" ? "line" : "shadow" },
      formatter: ([first]) => words[first.dataIndex],
    },
    ...OPTIONS[data.kind](data, width),
  };
}

function hear(host, said, chart, words, series) {
  let place = -1;
  host.addEventListener("keydown", (event) => {
    const back = event.key === "ArrowLeft" || event.key === "ArrowUp";
    const on = event.key === "ArrowRight" || event.key === "ArrowDown";
    if (event.key === "Escape") chart.dispatchAction({ type: "hideTip" });
    if (!back && !on) return;
    event.preventDefault();
    place = Math.min(Math.max(place + (on ? 1 : -1), 0), words.length - 1);
    chart.dispatchAction({ type: "showTip", seriesIndex: series, dataIndex: place });
    said.textContent = words[place].replaceAll("\n", ", ");
  });
  host.addEventListener("blur", () => chart.dispatchAction({ type: "hideTip" }));
}

function draw(figure) {
  const data = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
  const host = document.createElement("div");
  host.className = "app-chart__live";
  host.tabIndex = 0;
  host.setAttribute("role", "img");
  host.setAttribute(
    "aria-label",
    `${figure.dataset.summary} Arrow keys go from value to value.`,
  );
  const said = document.createElement("p");
  said.className = "nhsuk-u-visually-hidden";
  said.setAttribute("aria-live", "polite");
  figure.querySelector(".app-chart__drawing").before(host, said);
  figure.classList.add("app-chart--live");
  const words = WORDS[data.kind](data);
  const width = () => host.clientWidth;
  host.style.height = `${heightOf(data, width())}px`;
  const chart = window.echarts.init(host, null, { renderer: "svg" });
  chart.setOption(optionOf(data, width(), words));
  hear(host, said, chart, words, data.kind === "lines" ? (data.band ? 2 : 0) : 0);
  new ResizeObserver(() => {
    if (!width() || width() === chart.getWidth()) return;
    host.style.height = `${heightOf(data, width())}px`;
    chart.resize();
    chart.setOption(optionOf(data, width(), words), true);
  }).observe(host);
}

function drawAll(scope) {
  for (const figure of scope.querySelectorAll("[data-chart]:not(.app-chart--live)")) {
    draw(figure);
  }
}

drawAll(document);
document.addEventListener("htmx:afterSwap", (event) => drawAll(event.detail.target));
