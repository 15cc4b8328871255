// Copies what the pages need out of node_modules, and nothing else, into branddesk/web/static/vendor.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const out = "branddesk/web/static/vendor";
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const withoutSourceMap = (text) => text.replace(/\n?\/[*/]# sourceMappingURL=.*$/gm, "");
writeFileSync(`${out}/tabler.min.css`, withoutSourceMap(readFileSync("node_modules/@tabler/core/dist/css/tabler.min.css", "utf8")));

for (const script of ["latin", "cyrillic"]) {
  cpSync(`node_modules/@fontsource-variable/inter/files/inter-${script}-wght-normal.woff2`, `${out}/inter-${script}.woff2`);
}

const names = readFileSync("tools/icons.txt", "utf8").split("\n").filter(Boolean);
const symbols = names.map((name) => {
  const svg = readFileSync(`node_modules/@tabler/icons/icons/outline/${name}.svg`, "utf8");
  const paths = [...svg.matchAll(/<(path|circle|rect|line|polyline|ellipse)[^>]*\/>/g)].map(([tag]) => tag).filter((tag) => !tag.includes('stroke="none"'));
  return `<symbol id="${name}" viewBox="0 0 24 24">${paths.join("")}</symbol>`;
});
writeFileSync(`${out}/icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);
console.log(`vendored ${names.length} icons, tabler and two fonts`);
