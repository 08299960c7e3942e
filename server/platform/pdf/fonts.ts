import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const folderOf = (name: string) => dirname(require.resolve(`${name}/package.json`));

const noto = (weight: string) => join(weight, `NotoSans_${weight}.ttf`);
const vazir = (weight: string) => join('fonts/ttf', `Vazirmatn-${weight}.ttf`);

/**
 * The files of the fonts that documents are set in: Noto Sans for Latin, Greek and Cyrillic, Vazirmatn for Arabic (its
 * letters with dots are whole glyphs, so text can be found and copied). Both are under the SIL Open Font License.
 */
export function fontFiles(): string[] {
  const [notoSans, vazirmatn] = [folderOf('@expo-google-fonts/noto-sans'), folderOf('vazirmatn')];
  return [
    ...['400Regular', '400Regular_Italic', '600SemiBold', '700Bold'].map((name) =>
      join(notoSans, noto(name)),
    ),
    ...['Regular', 'SemiBold', 'Bold'].map((name) => join(vazirmatn, vazir(name))),
  ];
}
