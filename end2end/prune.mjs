// Empties functions that the browser never calls, but that the linker cannot drop because a table of function pointers names them.
// `AnyView` of tachys 0.2 keeps `hydrate_async` for every view type; an island hydrates synchronously, so nothing calls it. A call would
// trap, and the browser tests would fail. It saves 9.0 kB of brotli (measured).
//
// node prune.mjs FILE
import { readFileSync, writeFileSync } from 'node:fs';
import binaryen from 'binaryen';

const [file] = process.argv.slice(2);
// Only the functions in the table. The linker merges equal functions, so one below these may bear this name and be called by another.
const unused = /^<T as tachys::view::any_view::IntoAny>::into_any::hydrate_async::/u;
const module = binaryen.readBinary(readFileSync(file));
// Those that wasm-opt is run with. All of them would write what no browser reads yet.
const { BulkMemory, BulkMemoryOpt, MutableGlobals, Multivalue, NontrappingFPToInt, ReferenceTypes, SignExt } = binaryen.Features;
module.setFeatures(BulkMemory | BulkMemoryOpt | MutableGlobals | Multivalue | NontrappingFPToInt | ReferenceTypes | SignExt);

let emptied = 0;
for (let index = 0; index < module.getNumFunctions(); index += 1) {
    const reference = module.getFunctionByIndex(index);
    const { name, module: importedFrom } = binaryen.getFunctionInfo(reference);
    if (!importedFrom && unused.test(name)) {
        binaryen.Function.setBody(reference, module.unreachable());
        emptied += 1;
    }
}
if (emptied === 0) throw new Error(`no function of ${file} matches ${unused}: was it renamed?`);
writeFileSync(file, module.emitBinary());
