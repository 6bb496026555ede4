/** Fills the empty cells of a worksheet, as somebody does who opens it in a spreadsheet. */

import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const SHEET = /^xl\/worksheets\/[^/]+\.xml$/;

/**
 * The workbook with what `filling` gives for a cell of its first sheet, by the cell's row (the text of every column) and
 * the name of its column; undefined leaves the cell as it is. Numbers are typed as numbers, words as words.
 */
export function filledWorkbook(
  workbook: Uint8Array,
  filling: (row: Readonly<Record<string, string>>, column: string) => number | string | undefined,
): Uint8Array {
  const parts = unzipSync(workbook);
  const name = Object.keys(parts).find((part) => SHEET.test(part))!;
  let header = new Map<string, string>();
  const xml = strFromU8(parts[name]!).replace(
    /<row r="(\d+)">(.*?)<\/row>/gs,
    (whole, at: string, inner: string) => {
      const cells = new Map(
        [...inner.matchAll(/<c r="([A-Z]+)\d+".*?<\/c>/gs)].map(([cell, letters]) => [letters!, cell]),
      );
      if (at === '1') {
        header = new Map([...cells].map(([letters, cell]) => [letters, textOf(cell)]));
        return whole;
      }
      const row = Object.fromEntries(
        [...header].map(([letters, column]) => [column, textOf(cells.get(letters) ?? '')]),
      );
      const filled = [...header].map(([letters, column]) => {
        const value = filling(row, column);
        if (value === undefined) return cells.get(letters) ?? '';
        return typeof value === 'number'
          ? `<c r="${letters}${at}"><v>${value}</v></c>`
          : `<c r="${letters}${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
      });
      return `<row r="${at}">${filled.join('')}</row>`;
    },
  );
  return zipSync({ ...parts, [name]: strToU8(xml) });
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

function textOf(cell: string): string {
  const text = /<t[^>]*>(.*?)<\/t>/s.exec(cell)?.[1] ?? /<v>(.*?)<\/v>/.exec(cell)?.[1] ?? '';
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]!);
}
