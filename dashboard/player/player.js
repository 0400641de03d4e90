// Applications as marks that move from stage to stage over one day. Everything it needs comes in `data`.
const ORDER = ["working", "travel", "waiting", "customer"];
const ROWS = 4, SHIFT_MS = 450;
const WIDE = { lane: 58, step: 13, radius: 4.8 }, NARROW = { lane: 46, step: 10, radius: 3.6 };

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".player");
  const words = data.words;
  const parts = {
    play: root.querySelector(".play"),
    slider: root.querySelector(".time input"),
    clock: root.querySelector(".clock"),
    pace: root.querySelector("select"),
    canvas: root.querySelector("canvas"),
    summary: root.querySelector(".summary"),
  };
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const state = { minute: data.begin, playing: false, before: null, shown: new Map(), frame: 0 };

  label(root, parts, data);
  parts.slider.oninput = () => { state.minute = Number(parts.slider.value); draw(); say(); };
  parts.play.onclick = () => (state.playing ? pause() : play());
  const watcher = new ResizeObserver(() => draw());
  watcher.observe(root);
  draw();
  say();
  return () => { watcher.disconnect(); cancelAnimationFrame(state.frame); };

  function play() {
    if (state.minute >= data.minutes) state.minute = 0;
    state.playing = true;
    state.before = null;
    parts.play.textContent = words.pause;
    parts.play.setAttribute("aria-pressed", "true");
    state.frame = requestAnimationFrame(tick);
  }

  function pause() {
    state.playing = false;
    parts.play.textContent = words.play;
    parts.play.setAttribute("aria-pressed", "false");
    say();
  }

  function tick(now) {
    if (!state.playing) return;
    const passed = state.before === null ? 0 : Math.min(now - state.before, 200);
    state.before = now;
    state.minute = Math.min(state.minute + (passed / 1000) * Number(parts.pace.value), data.minutes);
    draw(passed);
    if (state.minute >= data.minutes) return pause();
    state.frame = requestAnimationFrame(tick);
  }

  function draw(passed = Infinity) {
    parts.slider.value = String(Math.round(state.minute));
    parts.slider.setAttribute("aria-valuetext", clock(state.minute));
    parts.clock.textContent = clock(state.minute);
    const share = still ? 1 : Math.min(passed / SHIFT_MS, 1);
    paint(parts.canvas, root, data, standing(data, state.minute), state.shown, share);
  }

  function say() {
    parts.summary.textContent = summary(data, standing(data, state.minute), state.minute);
    parts.canvas.setAttribute("aria-label", parts.summary.textContent);
  }
}

function label(root, parts, data) {
  root.setAttribute("aria-label", data.words.title);
  parts.play.textContent = data.words.play;
  parts.slider.max = String(data.minutes);
  parts.slider.setAttribute("aria-label", data.words.time);
  root.querySelector(".pace-label").textContent = data.words.pace;
  parts.pace.replaceChildren(...data.paces.map(([pace, text], place) => new Option(text, pace, place === 1, place === 1)));
  const ink = colours(root);
  root.querySelector(".legend").replaceChildren(...ORDER.map((kind) => {
    const entry = document.createElement("li");
    entry.innerHTML = sign(kind, ink[kind]);
    entry.append(data.words.states[kind]);
    return entry;
  }));
}

// Who stands in which lane in which state at a minute, in a fixed order.
function standing(data, minute) {
  const busy = new Map();
  for (const [visit, kind, start, end] of data.spells) {
    if (start <= minute && minute < end && !(busy.has(visit) && busy.get(visit) < kind)) busy.set(visit, kind);
  }
  const lanes = data.lanes.map(() => ORDER.map(() => []));
  data.visits.forEach(([application, lane, start, end], visit) => {
    if (start <= minute && minute < end) {
      const kind = busy.has(visit) ? data.kinds[busy.get(visit)] : "waiting";
      lanes[lane][ORDER.indexOf(kind)].push(application);
    }
  });
  return lanes;
}

function paint(canvas, root, data, lanes, shown, share) {
  const width = root.clientWidth, ratio = window.devicePixelRatio || 1;
  const { lane: tall, step, radius } = width > 800 ? WIDE : NARROW, height = tall * data.lanes.length;
  if (!width) return;
  canvas.style.height = `${height}px`;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const pen = canvas.getContext("2d"), style = getComputedStyle(root), ink = colours(root);
  pen.scale(ratio, ratio);
  pen.font = `12px ${style.fontFamily}`;
  const left = Math.min(170, width * 0.34), room = Math.max(1, Math.floor((width - left - 46) / step)) * ROWS;
  const seen = new Set();
  lanes.forEach((byState, lane) => {
    const top = lane * tall, count = byState.reduce((sum, each) => sum + each.length, 0);
    frame(pen, style, data, lane, { top, left, width, tall, count });
    let slot = 0;
    byState.forEach((applications, place) => applications.forEach((application) => {
      if (slot < room) {
        const to = [left + 8 + Math.floor(slot / ROWS) * step, top + 3 + (slot % ROWS + 0.5) * step];
        const from = shown.get(application) || to;
        const at = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
        mark(pen, ORDER[place], ink[ORDER[place]], at, radius);
        if (!seen.has(application)) shown.set(application, at);
        seen.add(application);
      }
      slot += 1;
    }));
  });
  for (const application of [...shown.keys()]) if (!seen.has(application)) shown.delete(application);
}

function frame(pen, style, data, lane, { top, left, width, tall, count }) {
  pen.fillStyle = style.color;
  pen.globalAlpha = 0.12;
  pen.fillRect(0, top + tall - 1, width, 1);
  pen.globalAlpha = 1;
  pen.textBaseline = "middle";
  pen.textAlign = "left";
  pen.fillText(cut(pen, data.lanes[lane], left - 10), 2, top + tall / 2 - 8);
  pen.globalAlpha = 0.75;
  pen.fillText(cut(pen, data.departments[lane], left - 10), 2, top + tall / 2 + 8);
  pen.globalAlpha = 1;
  pen.textAlign = "right";
  pen.fillText(String(count), width - 4, top + tall / 2);
}

function cut(pen, text, room) {
  if (pen.measureText(text).width <= room) return text;
  let kept = text;
  while (kept.length > 1 && pen.measureText(`${kept}…`).width > room) kept = kept.slice(0, -1);
  return `${kept}…`;
}

// Each state has a form of its own as well as a colour.
function mark(pen, kind, colour, [x, y], radius) {
  pen.fillStyle = pen.strokeStyle = colour;
  pen.lineWidth = 1.6;
  pen.beginPath();
  if (kind === "travel") {
    pen.moveTo(x, y - radius); pen.lineTo(x + radius, y + radius); pen.lineTo(x - radius, y + radius); pen.closePath();
  } else if (kind === "customer") {
    pen.rect(x - radius + 0.6, y - radius + 0.6, 2 * radius - 1.2, 2 * radius - 1.2);
  } else {
    pen.arc(x, y, kind === "waiting" ? radius - 0.8 : radius, 0, 2 * Math.PI);
  }
  if (kind === "waiting") pen.stroke(); else pen.fill();
}

function sign(kind, colour) {
  const forms = {
    working: `<circle cx="6" cy="6" r="5" fill="${colour}"/>`,
    waiting: `<circle cx="6" cy="6" r="4" fill="none" stroke="${colour}" stroke-width="2"/>`,
    travel: `<path d="M6 1 L11 11 L1 11 Z" fill="${colour}"/>`,
    customer: `<rect x="1.5" y="1.5" width="9" height="9" fill="${colour}"/>`,
  };
  return `<svg viewBox="0 0 12 12" aria-hidden="true">${forms[kind]}</svg>`;
}

// The same colours in the same order as the parts of a stage's time in charts: working, waiting, travel, customer.
function colours(root) {
  const style = getComputedStyle(root);
  const list = style.getPropertyValue("--st-chart-categorical-colors").split(/,(?![^(]*\))/).map((c) => c.trim());
  const at = (place) => list[place] || style.color;
  return { working: at(0), waiting: at(1), travel: at(2), customer: at(3) };
}

function clock(minute) {
  const whole = Math.floor(minute) % 1440;
  return `${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
}

function summary(data, lanes, minute) {
  const until = (list) => list.filter((at) => at <= minute).length;
  const fill = (text, fields) => text.replace(/\{(\w+)\}/g, (_, key) => fields[key]);
  const busy = lanes.map((byState, lane) => [byState, lane])
    .filter(([byState]) => byState.some((each) => each.length))
    .map(([byState, lane]) => {
      const told = ORDER.map((kind, place) => [kind, byState[place].length]).filter(([, n]) => n)
        .map(([kind, n]) => `${data.words.states[kind]} ${n}`).join(data.words.comma);
      return `${data.lanes[lane]}: ${told}`;
    });
  const day = { clock: clock(minute), submitted: until(data.submitted), finished: until(data.finished) };
  return `${fill(data.words.summary, day)} ${busy.join("; ")}`;
}
