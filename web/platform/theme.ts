import {
  ActionIcon,
  Anchor,
  Button,
  Checkbox,
  createTheme,
  Drawer,
  Input,
  Menu,
  Modal,
  Pill,
  Popover,
  SegmentedControl,
  Skeleton,
  Switch,
  Table,
  Tabs,
  Tooltip,
} from '@mantine/core';
import { colours } from './colours.ts';

const control = 'var(--control-height)';
const fonts = "'Inter Variable', Vazirmatn, system-ui, -apple-system, 'Segoe UI', sans-serif";

/** The design language: type, space, radius and the defaults of each control. Screens type none of these in. */
export const theme = createTheme({
  fontFamily: fonts,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  white: '#ffffff',
  black: colours.gray[9],
  colors: colours,
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 'md',
  radius: { xs: '0.25rem', sm: '0.375rem', md: '0.5rem', lg: '0.75rem', xl: '1rem' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.5', xl: '1.5' },
  headings: {
    fontFamily: fonts,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.75rem' },
      h2: { fontSize: '1rem', lineHeight: '1.5rem' },
      h3: { fontSize: '0.875rem', lineHeight: '1.25rem' },
      h4: { fontSize: '0.8125rem', lineHeight: '1.25rem' },
    },
  },
  shadows: {
    xs: 'none',
    sm: 'none',
    md: 'var(--shadow-floating)',
    lg: 'var(--shadow-floating)',
    xl: 'var(--shadow-floating)',
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: Button.extend({
      vars: (_, { size }) => ({
        root:
          size && size !== 'sm'
            ? {}
            : { '--button-height': control, '--button-fz': '0.8125rem', '--button-padding-x': '0.75rem' },
      }),
      styles: { label: { fontWeight: 500 } },
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', color: 'gray' },
      vars: (_, { size }) => ({ root: size ? {} : { '--ai-size': control } }),
    }),
    Input: Input.extend({
      vars: () => ({ wrapper: { '--input-height': control, '--input-fz': '0.875rem' } }),
    }),
    InputWrapper: Input.Wrapper.extend({
      styles: {
        label: { fontSize: '0.8125rem', fontWeight: 500, marginBottom: '0.25rem' },
        error: { fontSize: '0.8125rem' },
        description: { fontSize: '0.8125rem' },
      },
    }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs', radius: 'xs' } }),
    Pill: Pill.extend({
      defaultProps: { radius: 'sm' },
      styles: { root: { background: 'var(--surface-pressed)' } },
    }),
    Anchor: Anchor.extend({ defaultProps: { underline: 'hover' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, transitionProps: { duration: 100 } } }),
    Menu: Menu.extend({
      defaultProps: {
        shadow: 'md',
        transitionProps: { duration: 100 },
        position: 'bottom-end',
        withInitialFocusPlaceholder: false,
      },
      styles: { item: { fontSize: '0.8125rem', minHeight: '2rem' } },
    }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', transitionProps: { duration: 100 } } }),
    Modal: Modal.extend({
      defaultProps: { transitionProps: { duration: 120 }, padding: 'lg', overlayProps: { opacity: 0.4 } },
      styles: { title: { fontWeight: 600, fontSize: '1rem', lineHeight: 1.35 } },
    }),
    Drawer: Drawer.extend({
      defaultProps: {
        position: 'right',
        transitionProps: { duration: 150 },
        padding: 'lg',
        overlayProps: { opacity: 0.4 },
      },
      styles: { title: { fontWeight: 600, fontSize: '1rem', lineHeight: 1.35 } },
    }),
    Skeleton: Skeleton.extend({ defaultProps: { radius: 'sm' } }),
    Table: Table.extend({ defaultProps: { fz: 'sm', verticalSpacing: 'xs' } }),
    Tabs: Tabs.extend({
      styles: {
        root: { '--tabs-list-border-width': '1px' },
        tab: { fontSize: '0.8125rem', fontWeight: 500, minHeight: '2.25rem' },
      },
    }),
    Switch: Switch.extend({ defaultProps: { withThumbIndicator: false } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { withItemsBorders: false } }),
  },
});
