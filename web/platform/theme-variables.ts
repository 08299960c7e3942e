import type { CSSVariablesResolver } from '@mantine/core';
import { colours } from './colours.ts';

const tones = ['blue', 'amber', 'green', 'red', 'teal'] as const;

function toneVariables(background: number, text: number, border: number): Record<string, string> {
  return Object.fromEntries(
    tones.flatMap((tone) => [
      [`--tone-${tone}-background`, colours[tone][background]!],
      [`--tone-${tone}-text`, colours[tone][text]!],
      [`--tone-${tone}-border`, colours[tone][border]!],
    ]),
  );
}

/** Soft fills (alerts, chosen buttons), which Mantine would derive too dark for the dark scheme. */
function softVariables(fill: number, hover: number, text: number): Record<string, string> {
  return Object.fromEntries(
    tones.flatMap((tone) => [
      [`--mantine-color-${tone}-light`, colours[tone][fill]!],
      [`--mantine-color-${tone}-light-hover`, colours[tone][hover]!],
      [`--mantine-color-${tone}-light-color`, colours[tone][text]!],
    ]),
  );
}

const { gray, dark, teal, red } = colours;

/** The product's own surface and tone variables, and the few of Mantine's that its palette decides wrongly for us. */
export const themeVariables: CSSVariablesResolver = () => ({
  variables: {
    '--row-height': '2.25rem',
    '--control-height': '2rem',
    '--content-width': '90rem',
    '--quick': '120ms',
  },
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': gray[9],
    '--mantine-color-dimmed': gray[6],
    '--mantine-color-placeholder': '#7a756b',
    '--mantine-color-anchor': teal[7],
    '--mantine-color-error': red[6],
    '--mantine-color-default-border': gray[3],
    '--mantine-color-default-hover': gray[1],
    '--mantine-color-disabled-color': '#7a756b',
    '--surface-page': gray[0],
    '--surface': '#ffffff',
    '--surface-raised': '#ffffff',
    '--surface-sunken': gray[1],
    '--surface-hover': gray[1],
    '--surface-pressed': gray[2],
    '--surface-selected': teal[0],
    '--line': gray[2],
    '--line-strong': gray[3],
    '--focus': teal[6],
    '--accent': teal[7],
    '--accent-soft': teal[0],
    '--tone-neutral-background': gray[1],
    '--tone-neutral-text': gray[7],
    '--tone-neutral-border': gray[3],
    '--shadow-floating': '0 1px 2px rgb(31 29 26 / 5%), 0 8px 24px rgb(31 29 26 / 8%)',
    ...toneVariables(0, 7, 2),
    ...softVariables(0, 1, 7),
  },
  dark: {
    '--mantine-color-body': dark[7],
    '--mantine-color-text': dark[0],
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-placeholder': '#98928a',
    '--mantine-color-anchor': teal[3],
    '--mantine-color-error': red[3],
    '--mantine-color-default': dark[6],
    '--mantine-color-default-color': dark[0],
    '--mantine-color-default-border': dark[4],
    '--mantine-color-default-hover': dark[5],
    '--mantine-color-disabled-color': '#98928a',
    '--surface-page': dark[8],
    '--surface': dark[7],
    '--surface-raised': dark[6],
    '--surface-sunken': dark[8],
    '--surface-hover': dark[6],
    '--surface-pressed': dark[5],
    '--surface-selected': '#132a2a',
    '--line': '#2b2926',
    '--line-strong': dark[4],
    '--focus': teal[3],
    '--accent': teal[3],
    '--accent-soft': '#132a2a',
    '--tone-neutral-background': dark[5],
    '--tone-neutral-text': dark[1],
    '--tone-neutral-border': dark[4],
    '--shadow-floating': '0 1px 2px rgb(0 0 0 / 40%), 0 8px 24px rgb(0 0 0 / 40%)',
    ...toneVariables(9, 2, 8),
    ...softVariables(9, 8, 2),
  },
});
