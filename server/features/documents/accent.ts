/** Used where a company has chosen no colour. */
const usual = '#1f4e79';

type Rgb = readonly [number, number, number];

function rgbOf(hex: string): Rgb {
  const number = Number.parseInt(hex.slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

const hexOf = (rgb: Rgb) => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** Relative luminance of sRGB. Source: WCAG 2.2. */
function luminance(rgb: Rgb): number {
  const [r = 0, g = 0, b = 0] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const contrastWithWhite = (rgb: Rgb) => 1.05 / (luminance(rgb) + 0.05);

const readable = 4.5;

export type AccentColours = {
  /** The colour itself, for areas and lines. */
  accent: string;
  /** As dark as text on white must be. */
  ink: string;
  /** For text on the colour: white or nearly black. */
  on: string;
};

/** A company's colour, so that what is written in it or on it can be read: a contrast of at least 4.5 to 1. */
export function accentColours(chosen: string | null): AccentColours {
  const accent = chosen && /^#[0-9a-f]{6}$/i.test(chosen) ? chosen.toLowerCase() : usual;
  let ink = rgbOf(accent);
  const on = contrastWithWhite(ink) >= readable ? '#ffffff' : '#101418';
  while (contrastWithWhite(ink) < readable) ink = [ink[0] * 0.92, ink[1] * 0.92, ink[2] * 0.92];
  return { accent, ink: hexOf(ink), on };
}
