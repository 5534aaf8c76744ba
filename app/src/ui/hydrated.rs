//! What a page with islands loads: the WASM, which takes them over.

use domain::{paths, words::edition};
use leptos::prelude::*;

use crate::words::language;

/// Loads the WASM and hands it the page's islands. Only pages that have some use it; all others load no script.
#[component]
pub fn Hydrated() -> impl IntoView {
    let LeptosOptions { site_pkg_dir, output_name, .. } = expect_context();
    let (script, wasm) = (format!("/{site_pkg_dir}/{output_name}.js"), format!("/{site_pkg_dir}/{output_name}_bg.wasm"));
    let words = paths::words(edition(), language().tag());
    // The mark at the end is for whoever looks (assistive scripts, tests); nothing depends on it.
    let start = format!(
        "import start, * as ours from '{script}'; \
         const [words] = await Promise.all([fetch('{words}').then((answer) => answer.text()), start({{ module_or_path: '{wasm}' }})]); \
         ours.hydrate(words); \
         for (const island of document.querySelectorAll('leptos-island')) ours[island.dataset.component](island); \
         document.documentElement.dataset.ready = '';"
    );
    view! {
        <link rel="modulepreload" href=script/>
        <link rel="preload" href=words r#as="fetch" crossorigin="anonymous"/>
        <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
        <script type="module" nonce=leptos::nonce::use_nonce()>{start}</script>
    }
}
