//! The rules of the house that a machine can check: who may depend on whom, one copy of each big crate, allowed licences, and what the
//! files themselves must keep to.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};

fn metadata() -> Metadata {
    // What this machine builds: the crates of other systems need not even be here.
    let platform = format!("--filter-platform={}-unknown-linux-gnu", std::env::consts::ARCH);
    MetadataCommand::new().manifest_path(root().join("Cargo.toml")).other_options([platform]).exec().unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

#[test]
fn each_crate_depends_only_on_what_its_room_may_use() {
    let never: BTreeMap<&str, &[&str]> = [
        ("domain", &["leptos", "sqlx", "tokio", "axum", "time", "rand", "app", "backend", "server"] as &[_]),
        ("backend", &["leptos", "axum", "app", "server"]),
        ("app", &["sqlx", "axum", "lettre", "argon2", "server"]),
        ("frontend", &["domain", "backend", "server", "sqlx", "axum"]),
        ("desk", &["leptos", "app", "domain", "serde_json"]),
        ("sandbox", &["leptos", "sqlx", "app", "backend", "domain", "server"]),
        ("server", &["sqlx", "argon2"]),
        ("strength", &["domain", "leptos", "serde", "zxcvbn"]),
    ]
    .into_iter()
    .collect();
    let metadata = metadata();
    for package in metadata.workspace_packages() {
        let forbidden = never[package.name.as_str()];
        for dependency in package.dependencies.iter().filter(|d| d.kind == DependencyKind::Normal) {
            assert!(!forbidden.contains(&dependency.name.as_str()), "{} must not depend on {}", package.name, dependency.name);
        }
    }
}

#[test]
fn there_is_one_copy_of_each_big_crate() {
    let metadata = metadata();
    let big = [
        "argon2",
        "axum",
        "gloo-net",
        "hyper",
        "leptos",
        "leptos_axum",
        "leptos_router",
        "reactive_graph",
        "reqwest",
        "rustls",
        "serde",
        "serde_json",
        "server_fn",
        "sqlx",
        "sqlx-postgres",
        "tachys",
        "tokio",
        "tower-http",
        "tower-sessions",
        "wasm-bindgen",
        "web-sys",
    ];
    for name in big {
        let versions: Vec<_> =
            metadata.packages.iter().filter(|p| p.name.as_str() == name).map(|p| p.version.to_string()).collect();
        assert_eq!(versions.len(), 1, "{name}: {versions:?}");
    }
}

#[test]
fn only_allowed_licences_are_used() {
    let allowed: BTreeSet<&str> = [
        "MIT",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "Zlib",
        "Unicode-3.0",
        "CC0-1.0",
        "0BSD",
        "Unlicense",
        "MIT-0",
        "CDLA-Permissive-2.0",
        "BSL-1.0",
        "PostgreSQL",
        "bzip2-1.0.6",
    ]
    .into_iter()
    .collect();
    // The Mozilla licence asks for the source of its own files alone, which are used as they are: allowed where passkeys need it.
    let mozilla = ["crypto-glue", "webauthn-attestation-ca", "webauthn-rs", "webauthn-rs-core", "webauthn-rs-proto"];
    for package in metadata().packages {
        let licence = package.license.clone().unwrap_or_default();
        if mozilla.contains(&package.name.as_str()) && licence == "MPL-2.0" {
            continue;
        }
        // A licence expression: one of the alternatives must be allowed, with all that it asks for.
        let fits = licence.replace('/', " OR ").split(" OR ").any(|alternative| {
            alternative.split(" AND ").all(|name| {
                let name = name.trim_matches(|c: char| c == '(' || c == ')' || c.is_whitespace());
                allowed.contains(name.split(" WITH ").next().unwrap_or(name))
            })
        });
        assert!(fits, "{} {} has the licence {licence:?}", package.name, package.version);
    }
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for folder in ["app", "frontend", "server"] {
        rust_files(&root().join(folder), &mut files);
    }
    let name = |path: &PathBuf| path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn every_file_says_what_it_is_for_and_stays_short() {
    for (name, text) in sources() {
        let first = text.lines().find(|line| !line.starts_with("#![recursion_limit") && !line.is_empty()).unwrap_or_default();
        assert!(first.starts_with("//!") || first.starts_with("#![doc"), "{name} does not say what it is for");
        if name.contains("/src/") {
            assert!(text.lines().count() <= 500, "{name} has grown past 500 lines: split it");
        }
    }
}

#[test]
fn rooms_do_not_know_each_other() {
    for (name, text) in sources() {
        if name.starts_with("app/domain/src/form/") || name.starts_with("app/domain/src/vocabulary/") {
            assert!(!text.contains("flows::"), "{name}: the language knows no flow");
        }
        if name.starts_with("app/src/ui/") {
            assert!(!text.contains("crate::form::") || text.contains("browser"), "{name}: dumb pieces know no field");
        }
        if let Some(room) =
            name.strip_prefix("app/domain/src/flows/").and_then(|rest| rest.split_once('/')).map(|(room, _)| room)
        {
            for other in text.match_indices("flows::").map(|(at, _)| &text[at + 7..]) {
                assert!(other.starts_with(room), "{name} imports another flow");
            }
        }
    }
}

#[test]
fn only_one_file_of_the_app_asks_where_it_runs() {
    let allowed = ["app/src/lib.rs"];
    for (name, text) in sources() {
        let asks =
            text.contains(concat!("cfg(feature = ", "\"ssr\")")) || text.contains(concat!("cfg(not(feature = ", "\"ssr\")"));
        assert!(!asks || allowed.contains(&name.as_str()), "{name} asks whether it runs on the server");
    }
}

#[test]
fn sql_is_checked_and_nothing_is_allowed_away() {
    for (name, text) in sources().into_iter().filter(|(name, _)| name.contains("/src/")) {
        assert!(
            !text.contains(concat!("#[all", "ow(")) && !text.contains(concat!("#![all", "ow(")),
            "{name}: use #[expect(…, reason)]"
        );
        for banned in
            [concat!("sqlx::query", "("), concat!("sqlx::query_as", "("), concat!("bind:", "value"), concat!("prop:", "value")]
        {
            assert!(!text.contains(banned), "{name} uses {banned}");
        }
    }
}

#[test]
fn reading_never_changes_anything() {
    // Leptos #3786: a server function that is called by GET would be open to a link on another site.
    for (name, text) in sources().into_iter().filter(|(name, _)| name.starts_with("app/src")) {
        assert!(!text.contains(concat!("Get", "Url")), "{name} has a server function by GET");
    }
}
