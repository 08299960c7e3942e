import type { MantineTheme } from '@mantine/core';
import { colours } from '#web/platform/colours.ts';
import { themeVariables } from '#web/platform/theme-variables.ts';

/** Gives the page the product's colours, light or dark as the reader's system is, without the library that draws the app. */
export function startPageTheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const paint = () => {
    const all = themeVariables({} as MantineTheme);
    const { style } = document.documentElement;
    const wanted = { ...all.variables, ...(dark.matches ? all.dark : all.light) };
    for (const [name, value] of Object.entries(wanted)) style.setProperty(name, value);
  };
  dark.addEventListener('change', paint);
  paint();
}

/** Relative luminance of a colour `#rrggbb`. Source: WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

/** The company's colour and what can be read on it; without one, the product's own. */
export function brandStyle(accent: string | null): Record<string, string> {
  if (!accent || !/^#[0-9a-f]{6}$/i.test(accent)) return {};
  const [light, ink] = [colours.gray[0], colours.gray[9]];
  const own = luminance(accent);
  const on = contrast(own, luminance(light)) >= contrast(own, luminance(ink)) ? light : ink;
  return { '--brand': accent, '--on-brand': on };
}
