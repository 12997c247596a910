// What the cache does, as it happens: a sample a second from the server, drawn as SVG. Without this script the page says it in a sentence.

const span = 120_000;
const again = 5_000;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const section = document.querySelector("[data-live]");
const state = section?.querySelector("[role=status]");
const button = section?.querySelector("button");
const figures = [...section?.querySelectorAll("figure") ?? []];
const samples = [];
let source;
let retry;
let paused = false;
let drawn = 0;

const left = 44, right = 352, top = 8, bottom = 100;

// What each chart takes from a sample, and how it says it. Null where there was nothing to measure.
const measures = {
  hitRatio: { of: sample => sample.hitRatio === null ? null : sample.hitRatio * 100, draw: line, most: () => 100, digits: 1, none: "no requests" },
  timeSaved: { of: sample => sample.timeSaved, draw: bars, most: nice, digits: 2, none: "nothing" },
  purgeLag: { of: sample => sample.purgeLag, draw: bars, most: nice, digits: 1, none: "no writes" },
  breaker: { of: sample => sample.isRedisLeftAlone ? 1 : 0, draw: line, most: () => 1, words: ["closed", "open"], none: "unknown" },
};

function element(name, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

// The next of 1, 2, 5, 10, 20, … so that the axis has round numbers.
function nice(largest) {
  const power = 10 ** Math.floor(Math.log10(Math.max(largest, 0.01)));
  return [1, 2, 5, 10].map(step => step * power).find(step => step >= largest) ?? 1;
}

function say(measure, value, unit) {
  if (value === null || value === undefined) {
    return measure.none;
  }
  return measure.words ? measure.words[value] : `${value.toLocaleString("en", { maximumFractionDigits: measure.digits })} ${unit}`;
}

function x(at, now) {
  return right - (now - at) / span * (right - left);
}

// Broken where there is nothing: where nobody asked for a page, or nobody listened. A point alone is a dot.
function line(points, y, now) {
  const parts = [];
  for (const point of points) {
    const last = parts.at(-1)?.at(-1);
    if (last && point.at - last.at < 2_500) {
      parts.at(-1).push(point);
    } else {
      parts.push([point]);
    }
  }
  return parts.map(part => part.length === 1
    ? element("circle", { class: "mark", cx: x(part[0].at, now), cy: y(part[0].value), r: 2.5 })
    : element("polyline", { class: "curve", points: part.map(point => `${x(point.at, now).toFixed(1)},${y(point.value).toFixed(1)}`).join(" ") }));
}

function bars(points, y, now) {
  return points.filter(point => point.value > 0).map(point => element("rect", {
    class: "mark", x: (x(point.at, now) - 2).toFixed(1), y: y(point.value).toFixed(1), width: 2, height: Math.max(1, bottom - y(point.value)).toFixed(1),
  }));
}

function axis(measure, most, y, unit) {
  const marks = measure.words ? [0, 1] : [0, most / 2, most];
  return [
    ...marks.flatMap(mark => [
      element("line", { class: "rule", x1: left, x2: right, y1: y(mark), y2: y(mark) }),
      element("text", { x: left - 5, y: y(mark) + 4, "text-anchor": "end" }, measure.words ? measure.words[mark] : mark.toLocaleString("en")),
    ]),
    ...[["2 min ago", left, "start"], ["1 min", (left + right) / 2, "middle"], ["now", right, "end"]]
      .map(([text, at, anchor]) => element("text", { x: at, y: bottom + 16, "text-anchor": anchor }, text)),
    ...(unit ? [element("text", { x: left + 4, y: top + 14, class: "unit" }, unit)] : []),
  ];
}

function draw(figure) {
  const measure = measures[figure.dataset.measure];
  const { unit } = figure.dataset;
  const now = Date.parse(samples.at(-1).at);
  const points = samples.map(sample => ({ at: Date.parse(sample.at), value: measure.of(sample) })).filter(point => point.value !== null);
  const values = points.map(point => point.value);
  const current = say(measure, measure.of(samples.at(-1)), unit);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const length = `${samples.length} s`;
  const summary = values.length === 0 ? `${measure.none} in ${length}`
    : measure.words ? `${measure.words[1]} ${values.filter(value => value === 1).length} s of ${length}`
      : `lowest ${say(measure, Math.min(...values), unit)}, mean ${say(measure, mean, unit)}, highest ${say(measure, Math.max(...values), unit)} in ${length}`;
  figure.querySelector(".now").textContent = current;
  figure.querySelector(".summary").textContent = `${summary[0].toUpperCase()}${summary.slice(1)}.`;

  // Somebody who wants no motion gets the figures each second, and the picture every ten.
  if (!calm.matches || drawn % 10 === 0) {
    const most = measure.most(Math.max(0, ...values));
    const y = value => bottom - value / most * (bottom - top);
    const svg = figure.querySelector("svg");
    svg.setAttribute("aria-label", `${figure.querySelector(".name").textContent}: now ${current}; ${summary}.`);
    svg.replaceChildren(...axis(measure, most, y, unit), ...measure.draw(points, y, now));
  }
}

function take(sample) {
  samples.push(sample);
  while (Date.parse(sample.at) - Date.parse(samples[0].at) >= span) {
    samples.shift();
  }
  figures.forEach(draw);
  drawn++;
}

function tell(text) {
  if (state.textContent !== text) {
    state.textContent = text;
  }
}

function watch() {
  stop();
  if (samples.length === 0) {
    tell("Connecting.");
  }
  source = new EventSource(section.dataset.live);
  source.onmessage = event => {
    tell("Watching.");
    take(JSON.parse(event.data));
  };
  source.onerror = () => {
    // The server ends each stream after a while, and the browser comes back by itself; unless the answer was a refusal.
    if (source?.readyState === EventSource.CLOSED) {
      tell("The site does not answer, or you are signed out. Trying again.");
      retry = setTimeout(watch, again);
    }
  };
}

function stop() {
  clearTimeout(retry);
  source?.close();
  source = undefined;
}

function follow() {
  if (paused || document.hidden) {
    stop();
  } else {
    watch();
  }
}

if (section && "EventSource" in globalThis) {
  section.querySelector("[data-without-charts]").hidden = true;
  section.querySelector("[data-charts]").hidden = false;
  button.addEventListener("click", () => {
    paused = !paused;
    button.textContent = paused ? "Go on" : "Pause";
    tell(paused ? "Paused." : "Watching.");
    follow();
  });
  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", stop);
  addEventListener("pageshow", event => event.persisted && follow());
  follow();
}
