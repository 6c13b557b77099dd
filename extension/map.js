// A world map of the way a mail came and where its links lead, drawn by ourselves from the shipped outline (world.js):
// numbered signs, the way as lines, and the same in words. Nothing is fetched for it.
// SPDX-License-Identifier: GPL-3.0-or-later
import { el } from "./dom.js";
import { t } from "./looks.js";
import world from "./world.js";

const RADIUS = 15, MAX_STOPS = 40;
const AROUND = [[1, 0], [0, 1], [-1, 0], [0, -1], [1, 1], [-1, 1], [1, -1], [-1, -1]];
const GRAVITY = ["link", "inside", "claimed", "boundary"];

const places = new Map(world.places.map(([code, x, y, en, ja]) => [code, { code, x, y, en, ja }]));

// The country's name in the report's language; what is no country's code comes back as it is.
export const countryName = language => code => places.get(code)?.[language] ?? code;

function svg(name, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

// The way from the sender on, then the links; neighbours in one country are one stop.
export function stopsOf(report) {
  const stops = [];
  const add = (kind, code, seen) => {
    const place = places.get(code);
    if (place && stops.length < MAX_STOPS && !seen.some(s => s?.place === place && s.kind === kind)) stops.push({ kind, place });
  };
  for (const hop of [...report.hops].reverse()) add(hop.boundary ? "boundary" : hop.trusted ? "inside" : "claimed", hop.country, [stops.at(-1)]);
  for (const step of report.chain) if (step.chain === "link" && step.kind === "country") add("link", step.value, stops);
  return stops;
}

export function words(stops, name) {
  const text = s => `${stops.indexOf(s) + 1}. ${name(s.place.code)}${s.kind === "claimed" ? ` (${t("mapForged")})` : ""}`;
  const way = stops.filter(s => s.kind !== "link").map(text).join(" → "), links = stops.filter(s => s.kind === "link").map(text).join(", ");
  return [way, links && `${t("mapLinks")}: ${links}`].filter(Boolean);
}

const halfWidth = sign => RADIUS * Math.max(1, 0.34 * sign.label.length + 0.45);
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

// On its country, else beside it, in rings of eight places.
function settle(sign, others) {
  const half = halfWidth(sign);
  for (let i = 0; i <= 48; i++) {
    const far = i ? 2.2 * RADIUS * (Math.floor((i - 1) / 8) + 1) : 0, [right, down] = AROUND[(i + 7) % 8];
    sign.x = clamp(sign.place.x + right * far, half, world.width - half);
    sign.y = clamp(sign.place.y + down * far, RADIUS, world.height - RADIUS);
    if (!others.some(o => Math.abs(sign.x - o.x) < half + halfWidth(o) && Math.abs(sign.y - o.y) < 2.1 * RADIUS)) return;
  }
}

// One sign a country, with the numbers of all stops there; it looks like the gravest of them.
function signsOf(stops) {
  const signs = [];
  stops.forEach(({ kind, place }, i) => {
    let sign = signs.find(s => s.place === place);
    if (!sign) signs.push(sign = { place, kind, label: "" });
    if (GRAVITY.indexOf(kind) > GRAVITY.indexOf(sign.kind)) sign.kind = kind;
    if (sign.label.length < 7) sign.label += `${sign.label && ","}${i + 1}`;
    else if (!sign.label.endsWith("+")) sign.label += "+";
  });
  signs.forEach((sign, i) => settle(sign, signs.slice(0, i)));
  return signs;
}

const line = (name, a, b) => svg("line", { class: name, x1: a.x, y1: a.y, x2: b.x, y2: b.y });

function drawSign(sign) {
  const half = halfWidth(sign), kind = { link: " map-link", claimed: " map-claimed" }[sign.kind] ?? "";
  const text = svg("text", { class: `map-number${kind}`, "text-anchor": "middle", x: sign.x, y: sign.y + 6.5 });
  text.textContent = sign.label;
  const moved = sign.x !== sign.place.x || sign.y !== sign.place.y;
  return [...(moved ? [line("map-pointer", sign.place, sign)] : []),
    svg("rect", { class: `map-sign${kind}`, x: sign.x - half, y: sign.y - RADIUS, width: 2 * half, height: 2 * RADIUS, rx: sign.kind === "link" ? 2 : RADIUS }), text];
}

const ring = points => points.map((n, i) => `${i === 0 ? "M" : i % 2 ? "," : " "}${n}`).join("") + "Z";

// null when no country is known.
export function map(report) {
  const stops = stopsOf(report), text = words(stops, countryName(report.language));
  if (!stops.length) return null;
  const ways = stops.slice(1).flatMap((stop, i) => stop.kind !== "link" && stop.place !== stops[i].place ? [line("map-route", stops[i].place, stop.place)] : []);
  const picture = svg("svg", { class: "map", viewBox: `0 0 ${world.width} ${world.height}`, role: "img", "aria-label": text.join("; ") },
    svg("rect", { class: "map-sea", width: world.width, height: world.height }), svg("path", { class: "map-land", d: world.land.map(ring).join("") }),
    ...ways, ...signsOf(stops).flatMap(drawSign));
  return el("figure", {}, picture, el("figcaption", {}, ...text.map(textContent => el("div", { textContent }))));
}
