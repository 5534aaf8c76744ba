//! What every page of the staff loads: the desk's small WASM (`frontend/desk`).

use leptos::prelude::*;

/// Loads the desk.
#[component]
pub fn Desk() -> impl IntoView {
    let LeptosOptions { site_pkg_dir, output_name, .. } = expect_context();
    let file = |ending: &str| format!("/{site_pkg_dir}/{output_name}-desk{ending}");
    let start = format!("import start from '{}'; start({{ module_or_path: '{}' }});", file(".js"), file("_bg.wasm"));
    // How long the session lasts, for the desk to warn of its end.
    let mark = Suspend::new(async move {
        let left = crate::pages::left().await.ok().filter(|left| *left > 0);
        left.map(|left| {
            let account = crate::portal::account();
            view! { <div hidden data-left=left.to_string() data-stay=domain::paths::STAY data-account=account></div> }
        })
    });
    view! { {mark}<script type="module" nonce=leptos::nonce::use_nonce()>{start}</script> }
}
