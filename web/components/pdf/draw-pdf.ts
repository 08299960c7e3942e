import { GlobalWorkerOptions, getDocument } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;

const mostPages = 40;

export type Drawing = { pages: HTMLCanvasElement[]; total: number };

/** Draws the pages of a PDF, `width` CSS pixels wide and as sharp as the screen. Rejects what is no PDF. */
export async function drawPdf(bytes: Uint8Array, width: number, signal: AbortSignal): Promise<Drawing> {
  // The worker takes the bytes it gets away from the page.
  const task = getDocument({ data: bytes.slice() });
  signal.addEventListener('abort', () => void task.destroy(), { once: true });
  const pdf = await task.promise;
  const pages: HTMLCanvasElement[] = [];
  for (let number = 1; number <= Math.min(pdf.numPages, mostPages); number += 1) {
    signal.throwIfAborted();
    const page = await pdf.getPage(number);
    const scale = (width * Math.min(window.devicePixelRatio || 1, 2)) / page.getViewport({ scale: 1 }).width;
    const viewport = page.getViewport({ scale });
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil(viewport.width);
    canvas.height = Math.ceil(viewport.height);
    await page.render({ canvas, viewport }).promise;
    pages.push(canvas);
  }
  const total = pdf.numPages;
  void task.destroy();
  return { pages, total };
}
