// Packs what the browser loads with brotli, once, when it is built: the server then only hands it out.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const pack = (folder) => {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) pack(path);
    else if (/\.(wasm|js|css|svg|txt)$/.test(name)) {
      const bytes = readFileSync(path);
      const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_LGWIN]: 24 };
      writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
    }
  }
};
pack(process.argv[2]);
